-- What is said joins a word index's list of the new, which is sorted in as a whole when it is full: of the one whose message filled it that took 40 ms and more. Now the service
-- has the lists sorted in every second, and only who says very much in less than that still does it.
alter index search_entries_by_word reset (gin_pending_list_limit);
alter index search_vocabulary_by_piece reset (gin_pending_list_limit);
alter index customers_by_piece reset (gin_pending_list_limit);
alter index orders_by_piece reset (gin_pending_list_limit);

create function tidy_word_indexes() returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform gin_clean_pending_list(i) from unnest(array['search_entries_by_word', 'search_vocabulary_by_piece', 'customers_by_piece', 'orders_by_piece']::regclass[]) i;
end $$;
revoke execute on function tidy_word_indexes from public;
grant execute on function tidy_word_indexes to customerops_app;
