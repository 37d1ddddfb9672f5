-- Who works here, what they can, what arrives, what is needed, who works when.

create table organisations (
    id uuid primary key,
    tenant_id uuid not null,
    time_zone text not null,
    told_at timestamptz not null
);
call own_by_tenant('organisations');

create table branches (
    tenant_id uuid not null,
    code text not null,
    name text not null,
    time_zone text not null,
    primary key (tenant_id, code)
);
call own_by_tenant('branches');

create table people (
    id uuid primary key,
    tenant_id uuid not null,
    version integer not null,
    name text not null,
    email text not null,
    language text not null,
    languages text[] not null,
    roles text[] not null,
    branches text[] not null,
    active boolean not null,
    tier integer not null,
    contract jsonb not null,
    told_at timestamptz not null
);
create index people_by_name on people (tenant_id, name, id);
call own_by_tenant('people');

create table person_skills (
    tenant_id uuid not null,
    person_id uuid not null references people (id) on delete cascade,
    skill text not null,
    level integer not null check (level between 1 and 4),
    primary key (person_id, skill)
);
create index person_skills_by_skill on person_skills (tenant_id, skill, level);
call own_by_tenant('person_skills');

-- When somebody was last named for work: apart from people, because it changes with every question.
create table namings (
    tenant_id uuid not null,
    person_id uuid primary key references people (id) on delete cascade,
    named_at timestamptz not null
);
call own_by_tenant('namings');

-- Contacts per channel and half-hour. A source (tickets, import) counts for itself.
create table arrivals (
    tenant_id uuid not null,
    channel text not null,
    starts_at timestamptz not null,
    source text not null,
    contacts integer not null check (contacts >= 0),
    primary key (tenant_id, channel, starts_at, source)
);
call own_by_tenant('arrivals');

create table forecasts (
    id uuid primary key,
    tenant_id uuid not null,
    version integer not null,
    channel text not null,
    from_date date not null,
    to_date date not null,
    time_zone text not null,
    made_at timestamptz not null,
    basis jsonb not null,
    intervals jsonb not null
);
create index forecasts_by_age on forecasts (tenant_id, made_at);
call own_by_tenant('forecasts');

create table rotas (
    id uuid primary key,
    tenant_id uuid not null,
    version integer not null,
    week text not null,
    forecast_id uuid not null references forecasts (id),
    solved_at timestamptz not null,
    plan jsonb not null,
    unique (tenant_id, week)
);
call own_by_tenant('rotas');

create table shifts (
    id uuid primary key,
    tenant_id uuid not null,
    version integer not null,
    week text not null,
    person_id uuid references people (id),
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    origin text not null,
    state text not null,
    check (ends_at > starts_at and ends_at <= starts_at + interval '13 hours')
);
create index shifts_by_start on shifts (tenant_id, starts_at);
create index shifts_by_week on shifts (tenant_id, week, starts_at, id);
create index shifts_by_person on shifts (tenant_id, person_id, starts_at);
call own_by_tenant('shifts');
