-- An organisation brings its own OpenID Connect provider. What it vouches for is believed inside that organisation only.
create table sign_in_providers (
    id uuid primary key,
    tenant_id uuid not null unique references organisations,
    version integer not null,
    issuer text not null,
    client_id text not null,
    client_secret bytea not null,
    newcomers_become text,
    passwords_allowed boolean not null,
    unique (tenant_id, id)
);
call own_by_tenant('sign_in_providers', background => true);

-- A domain leads to one provider, whoever claims it: the first word of sign-in is an address, and no organisation.
create table sign_in_domains (
    domain text primary key,
    tenant_id uuid not null,
    provider_id uuid not null,
    foreign key (tenant_id, provider_id) references sign_in_providers (tenant_id, id) on delete cascade
);
create index sign_in_domains_by_provider on sign_in_domains (tenant_id, provider_id);
call own_by_tenant('sign_in_domains', background => true);

-- Whom the provider means by a subject: told once, by an address it had verified, and then by the subject alone.
alter table people add unique (tenant_id, id);
create table provider_links (
    tenant_id uuid not null,
    person_id uuid not null,
    issuer text not null,
    subject text not null,
    created_at timestamptz not null,
    primary key (tenant_id, person_id),
    unique (tenant_id, issuer, subject),
    foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade
);
call own_by_tenant('provider_links', background => true);

-- A way to the provider that somebody has begun. Neither the state nor what the browser keeps is here, only their hashes.
create table sign_in_attempts (
    id uuid primary key,
    tenant_id uuid not null,
    state_hash bytea not null unique,
    browser_hash bytea not null,
    issuer text not null,
    expires_at timestamptz not null,
    used_at timestamptz
);
create index sign_in_attempts_by_age on sign_in_attempts (expires_at);
call own_by_tenant('sign_in_attempts', background => true);

-- A session begun at the provider is of one person of that organisation and of no account.
alter table sessions drop constraint sessions_check, add person_id uuid, add check (num_nonnulls(account_id, customer_email, person_id) = 1),
    add foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade;
create index sessions_by_person on sessions (tenant_id, person_id, created_at desc) where person_id is not null and ended_at is null;
