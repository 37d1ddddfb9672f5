-- Articles: the working copy, every version that was published, and what readers see now.

create table articles (
    id uuid primary key,
    tenant_id uuid not null,
    version integer not null,
    title text not null,
    body text not null,
    language text not null,
    audience text not null,
    type text not null,
    tags text[] not null,
    state text not null,
    last_version integer not null,
    changed boolean not null,
    created_at timestamptz not null,
    created_by uuid not null,
    changed_at timestamptz not null,
    changed_by uuid not null,
    published_at timestamptz
);
create index articles_by_age on articles (tenant_id, created_at desc, id desc);
call own_by_tenant('articles');

create table article_versions (
    tenant_id uuid not null,
    article_id uuid not null references articles (id),
    number integer not null,
    title text not null,
    body text not null,
    language text not null,
    audience text not null,
    type text not null,
    tags text[] not null,
    published_at timestamptz not null,
    published_by uuid not null,
    primary key (article_id, number)
);
call own_by_tenant('article_versions');
-- What was published is never rewritten.
revoke update, delete on article_versions from customerops_app;

create table publications (
    article_id uuid primary key references articles (id),
    tenant_id uuid not null,
    number integer not null,
    title text not null,
    body text not null,
    plain_text text not null,
    language text not null,
    audience text not null,
    type text not null,
    tags text[] not null,
    published_at timestamptz not null
);
call own_by_tenant('publications');
