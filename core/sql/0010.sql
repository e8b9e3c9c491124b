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

-- What was uploaded in the last day: of what no record holds yet, an account has only so much.
create table upload (
  account_id bigint not null,
  digest bytea not null,
  size bigint not null,
  at timestamptz not null default now(),
  primary key (account_id, digest)
);
create index upload_at on upload (at);

-- What somebody has used of what they may in a day, by the hour: recipients they wrote to.
create table allowance (
  account_id bigint not null,
  kind text not null,
  hour timestamptz not null,
  count integer not null,
  told_at timestamptz,                      -- when the administrators heard that it was all used
  primary key (account_id, kind, hour)
);
create index allowance_hour on allowance (hour);
