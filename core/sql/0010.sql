-- Whose password was right where, so that many wrong ones from there do not lock them out. Under 0, the house, as the
-- counts are; kept for thirty days after the last time.
create table login_place (
  account_id bigint not null,
  place bytea not null,                     -- SHA-256 of it, as of the address
  address bytea not null,
  until timestamptz not null,
  primary key (account_id, place, address)
);
create index login_place_until on login_place (until);

-- That it locks is told once.
alter table login_attempt add column told boolean not null default false;
