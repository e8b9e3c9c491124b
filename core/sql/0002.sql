-- A password that somebody else gave: it opens one door, where its owner chooses another.
alter table credential add column is_temporary boolean not null default false;

-- Attempts to enter, counted for all processes. Under 0, the house: who fails may be nobody's account. Lost in a crash,
-- and written without waiting for the disk: a count of minutes is worth no more.
create unlogged table login_attempt (
  account_id bigint not null,
  digest bytea not null,                    -- SHA-256 of what is counted: an address, a place, both
  attempts integer not null,
  until timestamptz not null,               -- when the count begins anew
  primary key (account_id, digest)
);
create index login_attempt_until on login_attempt (until);
