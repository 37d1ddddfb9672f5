-- The search index: who uses which word and which four-letter piece of a word, how often. Filled in the publishing transaction.

alter table publications
    add column document_id integer not null generated always as identity,
    add column term_ids integer[] not null default '{}',
    add column title_words integer not null default 0,
    add column body_words integer not null default 0,
    add column title_grams integer not null default 0,
    add column body_grams integer not null default 0;
create unique index publications_by_document on publications (tenant_id, document_id);

-- Sums over the published articles of one language; its row is also the lock that lets one publication at a time into that language's index.
create table search_totals (
    tenant_id uuid not null,
    language text not null,
    documents integer not null default 0,
    title_words bigint not null default 0,
    body_words bigint not null default 0,
    title_grams bigint not null default 0,
    body_grams bigint not null default 0,
    primary key (tenant_id, language)
);
call own_by_tenant('search_totals');

create table search_terms (
    id integer primary key generated always as identity,
    tenant_id uuid not null,
    language text not null,
    gram boolean not null,
    term text not null,
    documents integer not null
) with (fillfactor = 80);
create unique index search_terms_by_term on search_terms (tenant_id, language, gram, term);
call own_by_tenant('search_terms');

-- Lengths and audience are repeated here so that ranking reads nothing but this table's index.
create table search_postings (
    tenant_id uuid not null,
    term_id integer not null,
    document_id integer not null,
    title_count smallint not null,
    body_count smallint not null,
    is_public boolean not null,
    title_length integer not null,
    body_length integer not null,
    primary key (tenant_id, term_id, document_id) include (title_count, body_count, is_public, title_length, body_length)
);
call own_by_tenant('search_postings');

-- The dictionary that stems a language's words; the words of other languages stay as they stand.
create function dictionary_of(language text) returns regconfig language sql immutable parallel safe return case language
    when 'en' then 'pg_catalog.english'::regconfig when 'da' then 'pg_catalog.danish'::regconfig when 'sv' then 'pg_catalog.swedish'::regconfig
    when 'nb' then 'pg_catalog.norwegian'::regconfig when 'nn' then 'pg_catalog.norwegian'::regconfig when 'fi' then 'pg_catalog.finnish'::regconfig
    when 'hu' then 'pg_catalog.hungarian'::regconfig when 'de' then 'pg_catalog.german'::regconfig else 'pg_catalog.simple'::regconfig end;
