-- A partner's secret is replaced without a gap by a second user of the broker, with the same rights: the two take turns, and the one before lives until then.
alter table partners add second boolean not null default false, add previous_hash text, add previous_until timestamptz,
    add check ((previous_hash is null) = (previous_until is null));
create index partners_by_overlap on partners (previous_until) where previous_until is not null;

-- Whose overlap has ended is looked for among all organisations.
alter policy tenant on partners using (tenant_id = current_tenant() or in_background()) with check (tenant_id = current_tenant());
