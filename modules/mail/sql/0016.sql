-- Rules on mail that lies in a mailbox already: what is run, and how far the house has come with it, by UID.
create table sieve_run (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  name text not null,
  mailbox_id bigint not null,
  script text not null,
  state text not null,                      -- running, done, stopped, failed, undoing, undone
  total integer not null,
  done integer not null default 0,
  changed integer not null default 0,
  started_at timestamptz not null,
  ended_at timestamptz,
  next_uid bigint not null default 0,
  end_uid bigint not null,                  -- what comes in later has been filtered as it came
  primary key (account_id, id)
);
create index sieve_run_seq on sieve_run (account_id, seq);

-- What a run has changed of each email, by which it is taken back.
create table sieve_run_email (
  account_id bigint not null,
  run_id bigint not null,
  email_id bigint not null,
  added bigint[] not null,
  leaves boolean not null,
  keywords text[] not null,
  primary key (account_id, run_id, email_id)
);

-- When somebody last opened the mail of others, so that the audit tells of it once a day.
create table mail_opened (
  account_id bigint not null,
  principal_id bigint not null,
  opened_on date not null,
  primary key (account_id, principal_id)
);
