-- People sign in. An account is one person's across organisations, so it and what guards it belong to none: their tenant is the nil one, which no
-- organisation's session is ever told, and only Identity's own look-ups (in the background) see them. An account is tied to the people of the
-- organisations by the e-mail address, which its owner has proved by a mailed link.

create table accounts (
    id uuid primary key,
    tenant_id uuid not null default '00000000-0000-0000-0000-000000000000',
    email text not null unique,
    password_hash text,
    authenticator_secret bytea,
    authenticator_active boolean not null default false,
    last_time_step bigint not null default 0,
    recovery_codes text[] not null default '{}',
    last_organisation_id uuid,
    created_at timestamptz not null
);
call own_by_tenant('accounts', background => true);

-- Wrong passwords and codes by the address that was typed, known or not, so that a lock-out tells nothing about who has an account.
create table sign_in_tries (
    email_hash bytea primary key,
    tenant_id uuid not null default '00000000-0000-0000-0000-000000000000',
    failed integer not null,
    last_at timestamptz not null,
    locked_until timestamptz
);
create index sign_in_tries_by_age on sign_in_tries (last_at);
call own_by_tenant('sign_in_tries', background => true);

-- tenant_id is the organisation the session acts in now.
create table sessions (
    id uuid primary key,
    tenant_id uuid not null,
    secret_hash bytea not null unique,
    account_id uuid references accounts,
    customer_email text,
    user_agent text not null,
    address text not null,
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    ends_at timestamptz not null,
    ended_at timestamptz,
    check ((account_id is null) <> (customer_email is null))
);
create index sessions_by_account on sessions (account_id, created_at desc) where ended_at is null;
create index sessions_by_age on sessions (ends_at);
call own_by_tenant('sessions', background => true);

-- Mailed once, good once. tenant_id is the organisation in whose name the mail went out.
create table one_time_links (
    id uuid primary key,
    tenant_id uuid not null,
    token_hash bytea not null unique,
    purpose text not null,
    email text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
);
create index one_time_links_by_email on one_time_links (email, created_at desc);
create index one_time_links_by_age on one_time_links (expires_at);
call own_by_tenant('one_time_links', background => true);

-- What happened at the door. Written, never changed.
create table access_log (
    id uuid primary key,
    tenant_id uuid not null,
    at timestamptz not null,
    what text not null,
    subject_id uuid,
    actor_id uuid,
    address text not null
);
create index access_log_by_time on access_log (tenant_id, at desc, id desc);
call own_by_tenant('access_log', background => true);
revoke update, delete on access_log from customerops_app;

-- One person's memberships are looked for among all organisations.
alter policy tenant on people using (tenant_id = current_tenant() or in_background()) with check (tenant_id = current_tenant());
create index people_by_email on people (email) where active;

-- A key in use, and a key whose secret is being replaced.
alter table api_keys add last_used_at timestamptz, add previous_hash bytea unique, add previous_until timestamptz;
