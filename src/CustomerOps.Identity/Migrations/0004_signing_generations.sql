-- Which of the keys derived from the gateway's secret signs: nobody's rows, the newest counts. Zero is the one it began with.
create table signing_generations (
    generation integer primary key,
    tenant_id uuid check (tenant_id is null),
    since timestamptz not null
);
call own_by_tenant('signing_generations', background => true);
insert into signing_generations (generation, since) values (0, '2000-01-01Z');
