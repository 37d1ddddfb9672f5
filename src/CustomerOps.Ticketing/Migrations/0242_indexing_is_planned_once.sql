-- As before (0030), without planning anything anew with every message: a function of plain SQL is, unless it becomes a part of the statement that calls it,
-- and of what is immutable only what consists of nothing else does. A number beside a text is not (its || is stable), its own text is.
create or replace function search_words_of(number bigint, language text, subject text, body text) returns tsvector language sql immutable parallel safe return
    setweight(to_tsvector(dictionary_of(language), subject), 'A') || setweight(to_tsvector(dictionary_of(language), left(body, 30000)), 'C')
    || array_to_tsvector(array['§a' || (number >> 9)::text, '§b' || (number >> 12)::text, '§c' || (number >> 15)::text]);

create or replace function learn_words(tenant uuid, said text) returns void language plpgsql as $$
begin
    insert into search_vocabulary (tenant_id, word)
    select tenant, w.lexeme from unnest(to_tsvector('simple', left(said, 30000))) w
    where length(w.lexeme) between 4 and 40 and w.lexeme !~ '^[-+.0-9]+$'
      and not coalesce((select true from search_vocabulary v where v.tenant_id = tenant and v.word = w.lexeme limit 1), false);
end $$;
