-- The signs of one customer are looked up one by one: planned for all customers together, they would be read whole.
alter function duplicates_of(uuid) set enable_seqscan = off;
alter function duplicates_of(uuid) set enable_hashjoin = off;
alter function duplicates_of(uuid) set enable_mergejoin = off;
alter function duplicates_of(uuid) set jit = off;
