-- The customer of this invitation was erased: it counts as before, and its link opens nothing any more.
alter table invitations add column erased_at timestamptz;
