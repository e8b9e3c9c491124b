-- A message that its sender's program wants to leave later (RFC 4865): held whole, with its envelope, until then.
create table held_submission (
  account_id bigint not null,
  id bigint generated always as identity,
  blob_digest bytea not null,                   -- held by the account while the row stands
  envelope jsonb not null,                      -- {mailFrom, recipients: [{rcpt, parameters}]}
  release_at timestamptz not null,
  primary key (account_id, id)
);

-- What was found out about a message when it arrived. Emails that came in another way (drafts, imports) have none; a row
-- whose email has gone is trimmed at night.
create table email_assessment (
  account_id bigint not null,
  id bigint not null,                           -- of the email
  authentication jsonb not null,                -- {spf, dkim, dmarc, arc, from, isInternal}
  warnings text[] not null,
  score real not null,                          -- how much it looks like junk
  reasons jsonb not null,                       -- [{rule, points, detail}]
  primary key (account_id, id)
);

-- Who wrote an email, as acquaintances are found by: the address of its first author.
create function author_key(list jsonb) returns text
  language sql immutable strict parallel safe
  return lower(list #>> '{0,email}');
create index email_content_author on email_content (account_id, author_key(from_list), id);
