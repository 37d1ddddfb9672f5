-- Who read which public article: of customers alone, by the record Ticketing keeps of them or by their address.
create table article_readings (
    tenant_id uuid not null,
    id uuid not null,
    article_id uuid not null references articles (id),
    number integer not null,
    customer_id uuid,
    email text,
    ticket_id uuid,
    source text not null,
    read_at timestamptz not null,
    primary key (tenant_id, id),
    check (customer_id is not null or email is not null),
    foreign key (article_id, number) references article_versions (article_id, number)
);
create index article_readings_by_time on article_readings (tenant_id, article_id, read_at desc, id desc);
create index article_readings_by_customer on article_readings (tenant_id, customer_id, article_id, read_at) where customer_id is not null;
create index article_readings_by_email on article_readings (tenant_id, email, article_id, read_at) where email is not null;
create index article_readings_by_age on article_readings (tenant_id, read_at);
call own_by_tenant('article_readings');
