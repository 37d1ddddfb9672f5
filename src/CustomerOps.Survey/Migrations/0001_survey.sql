-- Surveys, who was asked and why not, and what was answered.

create table organisations (
    tenant_id uuid primary key,
    slug text not null,
    name text not null,
    time_zone text not null,
    languages text[] not null,
    told_at timestamptz not null,
    has_default_surveys boolean not null default false
);
call own_by_tenant('organisations');

create table surveys (
    tenant_id uuid not null,
    id uuid primary key,
    name text not null,
    trigger_kind text not null check (trigger_kind in ('ticket', 'order')),
    delay_seconds integer not null check (delay_seconds >= 0),
    sampling_rate double precision not null check (sampling_rate >= 0 and sampling_rate <= 1),
    quarantine_days integer not null check (quarantine_days >= 0),
    definition json not null,
    waived_languages text[] not null,
    latest_version integer,
    published_version integer,
    created_at timestamptz not null,
    version integer not null
);
create index surveys_by_age on surveys (tenant_id, created_at desc, id desc);
create index surveys_published on surveys (tenant_id, trigger_kind) where published_version is not null;
call own_by_tenant('surveys');

-- What was published stays as it was: responses are pinned to it.
create table survey_versions (
    tenant_id uuid not null,
    survey_id uuid not null references surveys (id),
    number integer not null,
    definition json not null,
    change text not null,
    published_by uuid,
    published_at timestamptz not null,
    primary key (survey_id, number)
);
call own_by_tenant('survey_versions');
revoke update, delete on survey_versions from customerops_app;

-- What a survey needs to know of a customer; the row's lock makes one decision at a time per customer.
create table customers (
    tenant_id uuid not null,
    id uuid not null,
    consent boolean not null,
    consent_at timestamptz not null,
    unsubscribed_at timestamptz,
    primary key (tenant_id, id)
);
call own_by_tenant('customers');

-- A ticket or order that may be asked about; the row's lock puts solving and reopening in order.
create table triggers (
    tenant_id uuid not null,
    kind text not null,
    id uuid not null,
    reopened_at timestamptz,
    primary key (tenant_id, kind, id)
);
call own_by_tenant('triggers');

create table invitations (
    tenant_id uuid not null,
    id uuid primary key,
    survey_id uuid references surveys (id),
    survey_version integer,
    trigger_kind text not null,
    trigger_id uuid not null,
    triggered_at timestamptz not null,
    customer_id uuid not null,
    customer_name text not null,
    customer_email text,
    language text not null,
    branch text,
    channel text,
    person_id uuid,
    person_name text,
    selection_probability double precision not null,
    status text not null check (status in ('withheld', 'scheduled', 'sending', 'sent', 'bounced', 'answered')),
    reason text check ((status = 'withheld') <= (reason is not null)),
    round integer not null,
    decided_at timestamptz not null,
    send_at timestamptz,
    handed_over_at timestamptz,
    sent_at timestamptz,
    answered_at timestamptz,
    expires_at timestamptz,
    version integer not null,
    unique nulls not distinct (tenant_id, trigger_kind, trigger_id, survey_id),
    foreign key (survey_id, survey_version) references survey_versions (survey_id, number)
);
create index invitations_by_age on invitations (tenant_id, decided_at desc, id desc);
create index invitations_by_status on invitations (tenant_id, status, decided_at desc, id desc);
create index invitations_by_customer on invitations (tenant_id, customer_id, decided_at desc, id desc);
create index invitations_by_email on invitations (tenant_id, lower(customer_email), decided_at desc);
call own_by_tenant('invitations');

create table responses (
    tenant_id uuid not null,
    id uuid primary key,
    invitation_id uuid not null unique references invitations (id),
    survey_id uuid not null,
    survey_version integer not null,
    trigger_kind text not null,
    trigger_id uuid not null,
    customer_id uuid not null,
    language text not null,
    branch text,
    channel text,
    person_id uuid,
    person_name text,
    nps smallint check (nps between 0 and 10),
    csat smallint check (csat between 1 and 5),
    ces smallint check (ces between 1 and 7),
    answers jsonb not null,
    answered_at timestamptz not null,
    version integer not null,
    foreign key (survey_id, survey_version) references survey_versions (survey_id, number)
);
-- Answers a score from the index alone.
create index responses_by_time on responses (tenant_id, answered_at) include (nps, csat, ces, branch, channel, language, person_id, person_name);
call own_by_tenant('responses');
