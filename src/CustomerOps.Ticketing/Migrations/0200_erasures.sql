-- People are taken out of what is kept of them. Who was erased, why, by whom and what became of it in each service stays, without a word about the person.
alter table customers add column erased_at timestamptz;

create table erasures (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    customer_id uuid not null,
    records uuid[] not null,
    basis text not null check (basis in ('request', 'consent-withdrawn', 'not-needed', 'unlawful', 'retention')),
    state text not null check (state in ('waiting', 'erasing', 'certified', 'cancelled')),
    ordered_by uuid,
    ordered_by_name text not null,
    ordered_at timestamptz not null,
    begins_at timestamptz not null,
    held_because text[] not null,
    begun_at timestamptz,
    parts jsonb not null,
    certified_at timestamptz,
    certificate text,
    primary key (tenant_id, id),
    foreign key (tenant_id, customer_id) references customers
);
create unique index erasures_under_way on erasures (tenant_id, customer_id) where state in ('waiting', 'erasing');
create index erasures_by_customer on erasures (tenant_id, customer_id, id desc);
create index erasures_by_age on erasures (tenant_id, id desc);
create index erasures_by_state on erasures (tenant_id, state, id desc);
call own_by_tenant('erasures');

-- The words under these names, however deep they stand; figures, ids and times stay.
create function blank(said jsonb, names text) returns jsonb language sql immutable parallel safe
as $$ select regexp_replace(said::text, '"(' || names || ')": "([^"\\]|\\.)*"', '"\1": "[erased]"', 'g')::jsonb $$;

-- Takes words out of the vocabulary that nobody's text holds any more.
create function forget_words(words text[]) returns bigint language plpgsql as $$
declare gone bigint;
begin
    with asked as materialized (select distinct w as word from unnest(words) w),
    unused as materialized (
        select word from asked
        where not exists (select from search_entries e where e.tenant_id = current_tenant() and e.words @@ (
            plainto_tsquery('simple', word) || plainto_tsquery('english', word) || plainto_tsquery('danish', word) || plainto_tsquery('swedish', word)
            || plainto_tsquery('norwegian', word) || plainto_tsquery('finnish', word) || plainto_tsquery('hungarian', word) || plainto_tsquery('german', word))))
    delete from search_vocabulary v using unused u where v.tenant_id = current_tenant() and v.word = u.word;
    get diagnostics gone = row_count;
    return gone;
end $$;
