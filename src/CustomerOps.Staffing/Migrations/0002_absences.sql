-- Who is away although the rota says otherwise: one row while they are. Whose turn it is to be given work is Ticketing's to know.
create table absences (
    tenant_id uuid not null,
    person_id uuid not null references people (id) on delete cascade,
    since timestamptz not null,
    until timestamptz check (until > since),
    hands_over boolean not null,
    primary key (tenant_id, person_id)
);
call own_by_tenant('absences');

drop table namings;
