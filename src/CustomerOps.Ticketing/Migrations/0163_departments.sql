-- Who else works for the customer, and what they are asked; they see neither the ticket nor the customer.
create table departments (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    name text not null,
    title text not null,
    members uuid[] not null,
    primary key (tenant_id, id),
    unique (tenant_id, name)
);
call own_by_tenant('departments');

create table department_tasks (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    ticket_id uuid not null,
    department text not null,
    title text not null,
    details text,
    order_number text,
    due_at timestamptz not null,
    state text not null check (state in ('open', 'taken', 'answered', 'cancelled')),
    taken_by uuid,
    taken_by_name text,
    taken_at timestamptz,
    answer text,
    answered_by_name text,
    answered_at timestamptz,
    missed_at timestamptz,
    asked_by uuid,
    asked_by_name text not null,
    asked_at timestamptz not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, ticket_id) references tickets,
    foreign key (tenant_id, department) references departments (tenant_id, name)
);
create index department_tasks_by_ticket on department_tasks (tenant_id, ticket_id, id);
create index department_tasks_by_department on department_tasks (tenant_id, department, state, id);
create index department_tasks_by_state on department_tasks (tenant_id, state, id);
call own_by_tenant('department_tasks');

-- What an expedited order costs the house.
alter table order_actions add column cost numeric(18, 2);
