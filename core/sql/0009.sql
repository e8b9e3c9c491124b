-- A device that a person took away stays away: it learns so here, where it would otherwise subscribe again.
alter table push_subscription add column removed_at timestamptz;
