-- What each account has taught of junk: how often a token stood in what was, and in what was not. Tokens are hashed.
create table junk_token (
  account_id bigint not null,
  token bigint not null,
  junk integer not null,
  clean integer not null,
  seen_on date not null,
  primary key (account_id, token)
);

-- Messages that were learnt, and as what: none counts twice, and a change of mind is unlearnt.
create table junk_lesson (
  account_id bigint not null,
  blob_digest bytea not null,
  is_junk boolean not null,
  learnt_at timestamptz not null,
  primary key (account_id, blob_digest)
);
