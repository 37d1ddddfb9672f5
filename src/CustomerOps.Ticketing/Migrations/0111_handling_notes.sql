-- What everybody who serves a customer has to know, until when, and who has read it.
create table handling_notes (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    customer_id uuid not null,
    text text not null,
    must_acknowledge boolean not null,
    expires_at timestamptz,
    created_by uuid,
    created_by_name text not null,
    created_at timestamptz not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, customer_id) references customers
);
create index handling_notes_by_customer on handling_notes (tenant_id, customer_id, id);
call own_by_tenant('handling_notes');

create table handling_note_readers (
    tenant_id uuid not null,
    note_id uuid not null,
    person_id uuid not null,
    name text not null,
    read_at timestamptz not null,
    primary key (tenant_id, note_id, person_id),
    foreign key (tenant_id, note_id) references handling_notes on delete cascade
);
call own_by_tenant('handling_note_readers');
