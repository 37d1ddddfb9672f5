-- Search. Each message is one entry of the word index, with its ticket's subject beside it, in the text's own dictionary; triggers keep it right in
-- the transaction that says the words. Names, addresses and numbers are found by their three-letter pieces.

create extension if not exists pg_trgm;
create extension if not exists btree_gin;

-- The dictionary that stems a language's words; the words of other languages stay as they stand.
create function dictionary_of(language text) returns regconfig language sql immutable parallel safe return case split_part(language, '-', 1)
    when 'en' then 'pg_catalog.english'::regconfig when 'da' then 'pg_catalog.danish'::regconfig when 'sv' then 'pg_catalog.swedish'::regconfig
    when 'nb' then 'pg_catalog.norwegian'::regconfig when 'nn' then 'pg_catalog.norwegian'::regconfig when 'no' then 'pg_catalog.norwegian'::regconfig
    when 'fi' then 'pg_catalog.finnish'::regconfig when 'hu' then 'pg_catalog.hungarian'::regconfig when 'de' then 'pg_catalog.german'::regconfig
    else 'pg_catalog.simple'::regconfig end;

create table search_entries (
    tenant_id uuid not null,
    message_id uuid not null,
    ticket_id uuid not null,
    language text not null,
    internal boolean not null,
    words tsvector not null,
    primary key (tenant_id, message_id)
);
create index search_entries_by_word on search_entries using gin (tenant_id, words) with (gin_pending_list_limit = 256);
create index search_entries_by_ticket on search_entries (tenant_id, ticket_id);
call own_by_tenant('search_entries');

-- Every word that was ever written, as it was written: where a part of a word or a misspelt one leads. The same word may stand here twice when two
-- wrote it first at the same moment; nobody ever waits for anybody here.
create table search_vocabulary (
    tenant_id uuid not null,
    word text not null
);
create index search_vocabulary_by_word on search_vocabulary (tenant_id, word);
create index search_vocabulary_by_piece on search_vocabulary using gin (tenant_id, word gin_trgm_ops) with (gin_pending_list_limit = 256);
call own_by_tenant('search_vocabulary');

create index customers_by_piece on customers using gin (tenant_id, (lower(name || ' ' || coalesce(email, ''))) gin_trgm_ops) with (gin_pending_list_limit = 256);
create index orders_by_piece on orders using gin (tenant_id, lower(external_id) gin_trgm_ops) with (gin_pending_list_limit = 256);

-- What is indexed of one message: at most so much of it, and in which stretches of ticket numbers it lies, so that newer tickets can be looked through first.
create function search_words_of(number bigint, language text, subject text, body text) returns tsvector language sql immutable parallel safe return
    setweight(to_tsvector(dictionary_of(language), subject), 'A') || setweight(to_tsvector(dictionary_of(language), left(body, 30000)), 'C')
    || array_to_tsvector(array['§a' || (number >> 9), '§b' || (number >> 12), '§c' || (number >> 15)]);

create function learn_words(tenant uuid, said text) returns void language sql as $$
    insert into search_vocabulary (tenant_id, word)
    select tenant, w.lexeme from unnest(to_tsvector('simple', left(said, 30000))) w
    where length(w.lexeme) between 4 and 40 and w.lexeme !~ '^[-+.0-9]+$'
      and not coalesce((select true from search_vocabulary v where v.tenant_id = tenant and v.word = w.lexeme limit 1), false)
$$;

create function index_message() returns trigger language plpgsql as $$
declare about record;
begin
    if tg_op = 'DELETE' or tg_op = 'UPDATE' then delete from search_entries where tenant_id = old.tenant_id and message_id = old.id; end if;
    if tg_op = 'DELETE' then return null; end if;
    select number, language, subject into about from tickets where tenant_id = new.tenant_id and id = new.ticket_id;
    insert into search_entries (tenant_id, message_id, ticket_id, language, internal, words)
    values (new.tenant_id, new.id, new.ticket_id, about.language, new.visibility <> 'public', search_words_of(about.number, about.language, about.subject, new.body));
    perform learn_words(new.tenant_id, about.subject || ' ' || new.body);
    return null;
end $$;
create trigger index_message after insert or delete or update of ticket_id, body, visibility on messages for each row execute function index_message();

create function index_ticket() returns trigger language plpgsql as $$
begin
    update search_entries e set language = new.language, words = search_words_of(new.number, new.language, new.subject, m.body)
    from messages m where e.tenant_id = new.tenant_id and e.ticket_id = new.id and m.tenant_id = e.tenant_id and m.ticket_id = e.ticket_id and m.id = e.message_id;
    perform learn_words(new.tenant_id, new.subject);
    return null;
end $$;
create trigger index_ticket after update of subject, language on tickets for each row
    when (old.subject is distinct from new.subject or old.language is distinct from new.language) execute function index_ticket();

insert into search_entries (tenant_id, message_id, ticket_id, language, internal, words)
select m.tenant_id, m.id, m.ticket_id, t.language, m.visibility <> 'public', search_words_of(t.number, t.language, t.subject, m.body)
from messages m join tickets t on t.tenant_id = m.tenant_id and t.id = m.ticket_id;
insert into search_vocabulary (tenant_id, word)
select distinct m.tenant_id, w.lexeme from messages m join tickets t on t.tenant_id = m.tenant_id and t.id = m.ticket_id,
    unnest(to_tsvector('simple', left(t.subject || ' ' || m.body, 30000))) w
where length(w.lexeme) between 4 and 40 and w.lexeme !~ '^[-+.0-9]+$';
