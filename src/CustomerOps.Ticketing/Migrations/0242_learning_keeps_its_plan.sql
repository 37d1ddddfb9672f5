-- As before (0030), kept as a plan by each session: a function of plain SQL is planned anew with every message.
create or replace function learn_words(tenant uuid, said text) returns void language plpgsql as $$
begin
    insert into search_vocabulary (tenant_id, word)
    select tenant, w.lexeme from unnest(to_tsvector('simple', left(said, 30000))) w
    where length(w.lexeme) between 4 and 40 and w.lexeme !~ '^[-+.0-9]+$'
      and not coalesce((select true from search_vocabulary v where v.tenant_id = tenant and v.word = w.lexeme limit 1), false);
end $$;
