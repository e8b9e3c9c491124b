-- What is put off: the emails that come back by themselves, when, and where to. The row stays once they are back, because
-- it says where they stand in lists, until they leave the mailbox that they came back into.
create table snooze (
  account_id bigint not null,
  email_id bigint not null,
  until timestamptz not null,
  held_in bigint not null,
  move_to bigint,
  keywords jsonb not null,
  is_over boolean not null default false,
  primary key (account_id, email_id)
);
create index snooze_due on snooze (account_id, until) where not is_over;

-- Where an email stands in the list of a mailbox: as it was received, unless it was put off.
alter table mailbox_email rename column received_at to listed_at;

-- Messages to begin with, those of a mailbox of several people for all who answer there.
create table message_template (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  name text not null,
  subject text not null,
  html text not null,
  updated_at timestamptz not null,
  primary key (account_id, id)
);
create index message_template_seq on message_template (account_id, seq);

-- Questions that are asked again and again.
create table saved_search (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  name text not null,
  question text not null,
  in_account text,
  sort_order integer not null,
  primary key (account_id, id)
);
create index saved_search_seq on saved_search (account_id, seq);
