-- Who writes on behalf of the letter's From, to be said in it as it leaves; and in whose account a copy is kept, where
-- that is not the account it leaves from.
alter table email_submission add column sender jsonb;
alter table email_submission add column copy_in bigint;

-- Who takes care of a thread in a mailbox of several people.
create table thread_assignment (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  thread_id bigint not null,
  assignee_id text not null,                    -- a principal of the organisation, as JMAP writes it
  assigned_by text not null,
  assigned_at timestamptz not null,
  primary key (account_id, id)
);
create index thread_assignment_seq on thread_assignment (account_id, seq);
create unique index thread_assignment_thread on thread_assignment (account_id, thread_id);

-- What they say to each other about a thread; never part of a message.
create table thread_comment (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  thread_id bigint not null,
  text text not null,
  author_id text not null,
  author_name text not null,
  mentions text[] not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id)
);
create index thread_comment_seq on thread_comment (account_id, seq);
create index thread_comment_thread on thread_comment (account_id, thread_id);

-- Told to who was mentioned in a comment or was given a thread, in their own account.
create table mention (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  kind text not null,                           -- comment, assignment
  at timestamptz not null,
  by_name text not null,
  box_account_id text not null,
  box_name text not null,
  thread_id text not null,
  subject text not null,
  excerpt text not null,
  primary key (account_id, id)
);
create index mention_seq on mention (account_id, seq);
