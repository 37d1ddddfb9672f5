-- From where on a person's returns are flagged, as a part of each version of the policy.
alter table return_policies add column watch jsonb;
create index order_actions_by_kind on order_actions (tenant_id, kind, asked_at);
