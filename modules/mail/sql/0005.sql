-- A message that its sender's program wants to leave later (RFC 4865): held whole, with its envelope, until then.
create table held_submission (
  account_id bigint not null,
  id bigint generated always as identity,
  blob_digest bytea not null,                   -- held by the account while the row stands
  envelope jsonb not null,                      -- {mailFrom, recipients: [{rcpt, parameters}]}
  release_at timestamptz not null,
  primary key (account_id, id)
);
