-- Filters of an account: Sieve scripts, of which one at most is active, and the answer of who is away.

create table sieve_script (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  name text not null,
  blob_digest bytea not null,                   -- held by the account; what clients download
  content text not null,                        -- the same, for deliveries
  is_active boolean not null default false,
  primary key (account_id, id)
);
create index sieve_script_seq on sieve_script (account_id, seq);
create unique index sieve_script_name on sieve_script (account_id, name);
create unique index sieve_script_active on sieve_script (account_id) where is_active;

create table vacation_response (
  account_id bigint not null,
  is_enabled boolean not null,
  from_at timestamptz,
  to_at timestamptz,
  subject text,
  text_body text,
  html_body text,
  colleagues_text_body text,                    -- said to people of the organisation instead
  answers_outside boolean not null,             -- whether others are answered at all
  primary key (account_id)
);

-- What must not happen twice: digests of what `duplicate` has met, of whom was answered, of faults that were told.
create table sieve_memory (
  account_id bigint not null,
  key bytea not null,
  until timestamptz not null,
  primary key (account_id, key)
);
create index sieve_memory_until on sieve_memory (until);
