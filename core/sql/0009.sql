-- A device that a person took away stays away: it learns so here, where it would otherwise subscribe again.
alter table push_subscription add column removed_at timestamptz;
-- When nothing is pushed to a person: nightly, on whole days, or both.
create table quiet_hours (
  account_id bigint primary key,
  from_minute smallint,                     -- of the day, on the clock there; null: on whole days only
  to_minute smallint,
  days smallint[] not null,                 -- whole days, Monday 1 to Sunday 7 (ISO 8601)
  time_zone text not null                   -- by its IANA name
);
