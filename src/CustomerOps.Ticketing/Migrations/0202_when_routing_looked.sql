-- When the last look was taken, also where it changed neither the plan nor the count.
alter table routing_looks add column looked_at timestamptz not null default now();
