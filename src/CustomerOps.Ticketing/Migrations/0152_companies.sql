-- Companies that customers are with. Whoever has an address in one of a company's domains is a member from then on, until somebody takes them out.
create table companies (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    name text not null,
    external_id text,
    note text,
    created_by_name text not null,
    created_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, external_id)
);
create index companies_by_name on companies (tenant_id, lower(name));
call own_by_tenant('companies');

create table company_domains (
    tenant_id uuid not null,
    domain text not null,
    company_id uuid not null,
    primary key (tenant_id, domain),
    foreign key (tenant_id, company_id) references companies on delete cascade
);
create index company_domains_by_company on company_domains (tenant_id, company_id, domain);
call own_by_tenant('company_domains');

-- access: which tickets of the company the member sees and answers in the portal. is_main: of a customer's companies the one that their tickets are of.
create table company_members (
    tenant_id uuid not null,
    id uuid not null,
    company_id uuid not null,
    customer_id uuid not null,
    role text,
    access text not null check (access in ('own', 'read', 'answer')),
    is_main boolean not null,
    joined_by_name text,
    joined_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, company_id, customer_id),
    foreign key (tenant_id, company_id) references companies on delete cascade,
    foreign key (tenant_id, customer_id) references customers
);
create unique index company_members_main on company_members (tenant_id, customer_id) where is_main;
create index company_members_by_customer on company_members (tenant_id, customer_id, id);
create index company_members_by_company on company_members (tenant_id, company_id, id);
call own_by_tenant('company_members');

-- Joins a customer to the company that has the address's domain. Their first company is the main one.
create function join_company(tenant uuid, customer uuid, domain text) returns void language sql as $$
    insert into company_members (tenant_id, id, company_id, customer_id, access, is_main, joined_at)
    select tenant, gen_random_uuid(), d.company_id, customer, 'own', not exists (select from company_members m where m.tenant_id = tenant and m.customer_id = customer and m.is_main), now()
    from company_domains d where d.tenant_id = tenant and d.domain = join_company.domain
    on conflict do nothing
$$;

create function join_newcomer() returns trigger language plpgsql as $$
begin
    perform join_company(new.tenant_id, new.id, split_part(new.email, '@', 2));
    return null;
end $$;
create trigger join_newcomer after insert on customers for each row when (new.email is not null) execute function join_newcomer();

create function join_by_address() returns trigger language plpgsql as $$
begin
    perform join_company(new.tenant_id, new.customer_id, split_part(new.value, '@', 2));
    return null;
end $$;
create trigger join_by_address after insert on customer_identities for each row when (new.kind = 'email') execute function join_by_address();

-- Those who were there before the domain was said. Past row-level security, by the row's own organisation, for the index by domain.
create function join_domain() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform join_company(new.tenant_id, c.id, new.domain) from customers c
    where c.tenant_id = new.tenant_id and c.email is not null and split_part(c.email, '@', 2) = new.domain;
    perform join_company(new.tenant_id, i.customer_id, new.domain) from customer_identities i
    where i.tenant_id = new.tenant_id and i.kind = 'email' and i.value like '%@' || replace(replace(replace(new.domain, '\', '\\'), '%', '\%'), '_', '\_');
    return null;
end $$;
create trigger join_domain after insert on company_domains for each row execute function join_domain();

-- Who leaves their main company has the next one they joined as such.
create function next_main_company() returns trigger language plpgsql as $$
begin
    update company_members m set is_main = true
    where m.tenant_id = old.tenant_id and m.id = (select n.id from company_members n where n.tenant_id = old.tenant_id and n.customer_id = old.customer_id order by n.joined_at, n.id limit 1)
      and not exists (select from company_members o where o.tenant_id = old.tenant_id and o.customer_id = old.customer_id and o.is_main);
    return null;
end $$;
create trigger next_main_company after delete on company_members for each row when (old.is_main) execute function next_main_company();
