-- Which records may be one person, and which two somebody said are not.
create table customer_distinctions (
    tenant_id uuid not null,
    id uuid not null,
    low_id uuid not null,
    high_id uuid not null,
    said_by uuid,
    said_by_name text not null,
    said_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, low_id, high_id),
    foreign key (tenant_id, low_id) references customers,
    foreign key (tenant_id, high_id) references customers,
    check (low_id < high_id)
);
create index customer_distinctions_by_high on customer_distinctions (tenant_id, high_id, id);
call own_by_tenant('customer_distinctions');

-- Domains where anybody gets an address: they say nothing of who somebody is with.
create function is_public_mail(domain text) returns boolean language sql immutable parallel safe return
    domain ~ '^(yahoo|hotmail|live|outlook|gmx|icloud|aol)\.[a-z]{2,3}(\.[a-z]{2})?$' or domain in (
        'gmail.com', 'googlemail.com', 'msn.com', 'me.com', 'mac.com', 'ymail.com', 'web.de', 't-online.de', 'freenet.de', 'mail.com', 'email.com', 'proton.me', 'protonmail.com', 'pm.me',
        'fastmail.com', 'fastmail.fm', 'zoho.com', 'tutanota.com', 'tuta.io', 'mail.ru', 'yandex.com', 'yandex.ru', 'qq.com', '163.com', 'orange.fr', 'wanadoo.fr', 'free.fr', 'laposte.net', 'libero.it',
        'online.no', 'telia.com', 'bredband.net', 'spray.se', 'comhem.se', 'jubii.dk', 'mail.dk', 'stofanet.dk', 'luukku.com', 'kolumbus.fi', 'elisanet.fi', 'suomi24.fi', 'pp.inet.fi',
        'freemail.hu', 'citromail.hu', 'indamail.hu', 't-online.hu', 'upcmail.hu');

-- Where a provider drops what comes after a + (and Google the dots), addresses that differ by it are one mailbox.
create function mailbox_of(email text) returns text language sql immutable parallel safe return case
    when split_part(email, '@', 2) in ('gmail.com', 'googlemail.com') then replace(split_part(split_part(email, '@', 1), '+', 1), '.', '') || '@gmail.com'
    when split_part(email, '@', 2) ~ '^(hotmail|live|outlook|icloud)\.[a-z]{2,3}(\.[a-z]{2})?$' or split_part(email, '@', 2) in ('me.com', 'msn.com', 'proton.me', 'protonmail.com', 'pm.me', 'fastmail.com', 'fastmail.fm')
        then split_part(split_part(email, '@', 1), '+', 1) || '@' || split_part(email, '@', 2)
    else email end;

create index customers_by_mailbox on customers (tenant_id, mailbox_of(email)) where email is not null;
create index customers_by_domain on customers (tenant_id, split_part(email, '@', 2), id) where email is not null;
create index customers_by_name on customers (tenant_id, lower(name));
create index customer_identities_by_mailbox on customer_identities (tenant_id, mailbox_of(value)) where kind = 'email';
create index customer_identities_by_digits on customer_identities (tenant_id, right(value, 8)) where kind = 'phone';
create index customer_identities_by_number on customer_identities (tenant_id, lower(value)) where kind = 'external';

-- Other people whose records look like this person's, and by what: each sign has a weight, and together they leave so much doubt as all of them leave.
-- It reads past row-level security, by the session's organisation only, because the indexes above cannot be used under it.
create function duplicates_of(asked uuid) returns table (customer_id uuid, score real, reasons text[])
language sql stable security definer set search_path = public, pg_temp as $$
    with person as materialized (select coalesce(c.merged_into_id, c.id) as id from customers c where c.tenant_id = current_tenant() and c.id = asked),
    mine as materialized (
        select c.id, c.name, c.email from customers c join person p on c.id = p.id where c.tenant_id = current_tenant()
        union all select c.id, c.name, c.email from customers c join person p on c.merged_into_id = p.id where c.tenant_id = current_tenant()),
    known as materialized (select i.kind, i.value from customer_identities i join mine m on i.customer_id = m.id where i.tenant_id = current_tenant()),
    mailboxes as materialized (select mailbox_of(email) as box from mine where email is not null union select mailbox_of(value) from known where kind = 'email'),
    others as materialized (
        select d.high_id as id from customer_distinctions d join mine m on d.low_id = m.id where d.tenant_id = current_tenant()
        union select d.low_id from customer_distinctions d join mine m on d.high_id = m.id where d.tenant_id = current_tenant()),
    signs as (
        select o.id, 'mailbox' as reason, 0.95 as weight from mailboxes m join customers o on o.tenant_id = current_tenant() and o.email is not null and mailbox_of(o.email) = m.box
        union all select i.customer_id, 'mailbox', 0.95 from mailboxes m join customer_identities i on i.tenant_id = current_tenant() and i.kind = 'email' and mailbox_of(i.value) = m.box
        union all select i.customer_id, 'external-number', 0.9 from known k join customer_identities i on i.tenant_id = current_tenant() and i.kind = 'external' and lower(i.value) = lower(k.value) where k.kind = 'external'
        -- Of two that name their country both would be the same, or are not.
        union all select i.customer_id, 'phone', 0.8 from known k join customer_identities i on i.tenant_id = current_tenant() and i.kind = 'phone' and right(i.value, 8) = right(k.value, 8)
            where k.kind = 'phone' and length(k.value) >= 8 and length(i.value) >= 8 and not (left(k.value, 1) = '+' and left(i.value, 1) = '+')
        -- A first name alone, or an address in its place, says nothing.
        union all select o.id, 'name', 0.4 from mine m join customers o on o.tenant_id = current_tenant() and lower(o.name) = lower(m.name) where m.name like '% %'
        union all select o.id, 'name-in-company', 0.75 * similarity(lower(o.name), lower(m.name))
            from mine m join customers o on o.tenant_id = current_tenant() and o.email is not null and split_part(o.email, '@', 2) = split_part(m.email, '@', 2)
            where not is_public_mail(split_part(m.email, '@', 2)) and m.name not like '%@%' and o.name not like '%@%' and similarity(lower(o.name), lower(m.name)) >= 0.6),
    best as (
        select coalesce(o.merged_into_id, o.id) as id, s.reason, max(s.weight) as weight
        from signs s join customers o on o.tenant_id = current_tenant() and o.id = s.id group by 1, 2)
    select b.id, (1 - exp(sum(ln(1 - b.weight))))::real as score, array_agg(b.reason order by b.weight desc, b.reason)
    from best b where b.id not in (select p.id from person p)
      and not exists (select from others t join customers c on c.tenant_id = current_tenant() and c.id = t.id where coalesce(c.merged_into_id, c.id) = b.id)
    group by b.id having 1 - exp(sum(ln(1 - b.weight))) >= 0.4 order by score desc, b.id desc limit 100
$$;
revoke execute on function duplicates_of from public;
grant execute on function duplicates_of to customerops_app;
