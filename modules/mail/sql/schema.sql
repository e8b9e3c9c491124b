-- What the numbered files beside it result in. Written by bin/schema.ts; a test compares.

create table annotation (
  account_id bigint not null,
  mailbox_id bigint not null,
  principal_id bigint not null,
  entry text not null,
  value bytea not null,
  PRIMARY KEY (account_id, mailbox_id, principal_id, entry)
);

create table attachment_text (
  digest bytea not null,
  kind text not null,
  state text not null default 'reading'::text,
  pieces bytea storage external,
  is_cut boolean not null default false,
  attempts integer not null default 0,
  touched_at timestamp with time zone not null default now(),
  PRIMARY KEY (digest, kind)
);

create table attachment_unread (
  account_id bigint not null,
  id bigint not null,
  PRIMARY KEY (account_id, id)
);

create table email (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  thread_id bigint not null,
  blob_digest bytea not null,
  size bigint not null,
  received_at timestamp with time zone not null,
  keywords text[] not null,
  has_attachment boolean not null,
  PRIMARY KEY (account_id, id)
) with (fillfactor=90);
CREATE INDEX email_marked ON email USING btree (account_id, id) WHERE (NOT (keywords <@ '{$answered,$draft,$forwarded,$junk,$notjunk,$seen}'::text[]));
CREATE INDEX email_seq ON email USING btree (account_id, seq);
CREATE INDEX email_thread ON email USING btree (account_id, thread_id);
CREATE INDEX email_unseen ON email USING btree (account_id, id) WHERE (NOT (keywords && '{$seen}'::text[]));

create table email_assessment (
  account_id bigint not null,
  id bigint not null,
  authentication jsonb not null,
  warnings text[] not null,
  score real not null,
  reasons jsonb not null,
  PRIMARY KEY (account_id, id)
);

create table email_attachment (
  account_id bigint not null,
  id bigint not null,
  path text not null,
  digest bytea not null,
  kind text not null,
  PRIMARY KEY (account_id, id, path)
);
CREATE INDEX email_attachment_digest ON email_attachment USING btree (digest);

create table email_content (
  account_id bigint not null,
  id bigint not null,
  sent_at text,
  sent_instant timestamp with time zone,
  subject text,
  base_subject text not null,
  message_id text[],
  in_reply_to text[],
  reference_ids text[],
  from_list jsonb,
  to_list jsonb,
  cc_list jsonb,
  bcc_list jsonb,
  reply_to_list jsonb,
  sender_list jsonb,
  preview text not null,
  structure jsonb not null,
  envelope jsonb not null,
  from_key text,
  to_key text,
  from_text text,
  to_text text,
  cc_text text,
  bcc_text text,
  subject_text text,
  file_text text,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX email_content_author ON email_content USING btree (account_id, author_key(from_list), id);
CREATE INDEX email_content_nameless ON email_content USING btree (account_id, COALESCE(sent_at, ''::text)) WHERE (cardinality(COALESCE(((message_id || in_reply_to) || reference_ids), '{}'::text[])) = 0);
CREATE INDEX email_content_sender ON email_content USING btree (account_id, "left"(from_text, 200));

create table email_submission (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  identity_id bigint not null,
  email_id bigint not null,
  thread_id bigint not null,
  envelope jsonb,
  send_at timestamp with time zone not null,
  undo_status text not null,
  delivery_status jsonb,
  blob_digest bytea not null,
  sender jsonb,
  copy_in bigint,
  submitted_by bigint,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX email_submission_pending ON email_submission USING btree (send_at) WHERE (undo_status = 'pending'::text);
CREATE INDEX email_submission_seq ON email_submission USING btree (account_id, seq);

create table email_unindexed (
  account_id bigint not null,
  id bigint not null,
  PRIMARY KEY (account_id, id)
);

create table forwarding_rule (
  account_id bigint not null,
  forwarding text not null,
  listed text[] not null,
  PRIMARY KEY (account_id)
);

create table held_submission (
  account_id bigint not null,
  id bigint not null generated always as identity,
  blob_digest bytea not null,
  envelope jsonb not null,
  release_at timestamp with time zone not null,
  PRIMARY KEY (account_id, id)
);

create table identity (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  name text not null,
  email text not null,
  reply_to jsonb,
  bcc jsonb,
  text_signature text not null default ''::text,
  html_signature text not null default ''::text,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX identity_seq ON identity USING btree (account_id, seq);

create table junk_lesson (
  account_id bigint not null,
  blob_digest bytea not null,
  is_junk boolean not null,
  learnt_at timestamp with time zone not null,
  PRIMARY KEY (account_id, blob_digest)
);

create table junk_token (
  account_id bigint not null,
  token bigint not null,
  junk integer not null,
  clean integer not null,
  seen_on date not null,
  PRIMARY KEY (account_id, token)
);

create table label (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  keyword text not null,
  name text not null,
  colour text not null,
  sort_order integer not null,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX label_seq ON label USING btree (account_id, seq);

create table mail_opened (
  account_id bigint not null,
  principal_id bigint not null,
  opened_on date not null,
  PRIMARY KEY (account_id, principal_id)
);

create table mailbox (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  name text not null,
  parent_id bigint,
  role text,
  sort_order integer not null default 0,
  is_subscribed boolean not null default true,
  colour text,
  uid_validity bigint not null,
  uid_next bigint not null default 1,
  highest_seq bigint not null default 0,
  counts_seq bigint not null default 0,
  settings_seq bigint not null default 0,
  total_emails bigint not null default 0,
  unread_emails bigint not null default 0,
  total_threads bigint not null default 0,
  unread_threads bigint not null default 0,
  unseen_emails bigint not null default 0,
  deleted_emails bigint not null default 0,
  size bigint not null default 0,
  keywords text[] not null default '{}'::text[],
  PRIMARY KEY (account_id, id)
) with (fillfactor=50);
CREATE UNIQUE INDEX mailbox_name ON mailbox USING btree (account_id, COALESCE(parent_id, (0)::bigint), name);
CREATE UNIQUE INDEX mailbox_role ON mailbox USING btree (account_id, role) WHERE (role IS NOT NULL);
CREATE INDEX mailbox_seq ON mailbox USING btree (account_id, seq);

create table mailbox_email (
  account_id bigint not null,
  mailbox_id bigint not null,
  uid bigint not null,
  email_id bigint not null,
  thread_id bigint not null,
  listed_at timestamp with time zone not null,
  added_seq bigint not null,
  saved_at timestamp with time zone not null default date_trunc('second'::text, now()),
  PRIMARY KEY (account_id, mailbox_id, uid)
);
CREATE UNIQUE INDEX mailbox_email_email ON mailbox_email USING btree (account_id, email_id, mailbox_id);
CREATE INDEX mailbox_email_list ON mailbox_email USING btree (account_id, mailbox_id, listed_at DESC, email_id DESC) INCLUDE (thread_id);
CREATE INDEX mailbox_email_thread ON mailbox_email USING btree (account_id, thread_id);

create table mailbox_gone (
  account_id bigint not null,
  mailbox_id bigint not null,
  uid bigint not null,
  email_id bigint not null,
  thread_id bigint not null,
  added_seq bigint not null,
  seq bigint not null,
  PRIMARY KEY (account_id, mailbox_id, uid)
);
CREATE INDEX mailbox_gone_seq ON mailbox_gone USING btree (account_id, seq);

create table mention (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  kind text not null,
  at timestamp with time zone not null,
  by_name text not null,
  box_account_id text not null,
  box_name text not null,
  thread_id text not null,
  subject text not null,
  excerpt text not null,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX mention_seq ON mention USING btree (account_id, seq);

create table message_template (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  name text not null,
  subject text not null,
  html text not null,
  updated_at timestamp with time zone not null,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX message_template_seq ON message_template USING btree (account_id, seq);

create table organisation_signature (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  name text not null,
  html text not null,
  audience text not null,
  targets text[] not null,
  only_outside boolean not null,
  only_first boolean not null,
  is_enabled boolean not null,
  rank bigint not null,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX organisation_signature_rank ON organisation_signature USING btree (account_id, rank, id);
CREATE UNIQUE INDEX organisation_signature_seq ON organisation_signature USING btree (account_id, seq);

create table outgoing (
  account_id bigint not null,
  id bigint not null generated always as identity,
  submission_id bigint,
  blob_digest bytea not null,
  mail_from text not null,
  rcpt text not null,
  domain text not null,
  parameters jsonb not null default '{}'::jsonb,
  state text not null default 'waiting'::text,
  next_at timestamp with time zone not null,
  attempts integer not null default 0,
  last_reply text,
  created_at timestamp with time zone not null default now(),
  is_ours boolean not null default false,
  PRIMARY KEY (account_id, id)
) with (fillfactor=70);
CREATE INDEX outgoing_due ON outgoing USING btree (next_at);
CREATE INDEX outgoing_submission ON outgoing USING btree (account_id, submission_id) WHERE (submission_id IS NOT NULL);

create table saved_search (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  name text not null,
  question text not null,
  in_account text,
  sort_order integer not null,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX saved_search_seq ON saved_search USING btree (account_id, seq);

create table sieve_memory (
  account_id bigint not null,
  key bytea not null,
  until timestamp with time zone not null,
  PRIMARY KEY (account_id, key)
);
CREATE INDEX sieve_memory_until ON sieve_memory USING btree (until);

create table sieve_run (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  name text not null,
  mailbox_id bigint not null,
  script text not null,
  state text not null,
  total integer not null,
  done integer not null default 0,
  changed integer not null default 0,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  next_uid bigint not null default 0,
  end_uid bigint not null,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX sieve_run_seq ON sieve_run USING btree (account_id, seq);

create table sieve_run_email (
  account_id bigint not null,
  run_id bigint not null,
  email_id bigint not null,
  added bigint[] not null,
  leaves boolean not null,
  keywords text[] not null,
  PRIMARY KEY (account_id, run_id, email_id)
);

create table sieve_script (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  name text not null,
  blob_digest bytea not null,
  content text not null,
  is_active boolean not null default false,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX sieve_script_active ON sieve_script USING btree (account_id) WHERE is_active;
CREATE UNIQUE INDEX sieve_script_name ON sieve_script USING btree (account_id, name);
CREATE INDEX sieve_script_seq ON sieve_script USING btree (account_id, seq);

create table snooze (
  account_id bigint not null,
  email_id bigint not null,
  until timestamp with time zone not null,
  held_in bigint not null,
  move_to bigint,
  keywords jsonb not null,
  is_over boolean not null default false,
  PRIMARY KEY (account_id, email_id)
);
CREATE INDEX snooze_due ON snooze USING btree (account_id, until) WHERE (NOT is_over);

create table subscription_gone (
  account_id bigint not null,
  path text not null,
  PRIMARY KEY (account_id, path)
);

create table thread (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX thread_seq ON thread USING btree (account_id, seq);

create table thread_assignment (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  thread_id bigint not null,
  assignee_id text not null,
  assigned_by text not null,
  assigned_at timestamp with time zone not null,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX thread_assignment_seq ON thread_assignment USING btree (account_id, seq);
CREATE UNIQUE INDEX thread_assignment_thread ON thread_assignment USING btree (account_id, thread_id);

create table thread_comment (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  thread_id bigint not null,
  text text not null,
  author_id text not null,
  author_name text not null,
  mentions text[] not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX thread_comment_seq ON thread_comment USING btree (account_id, seq);
CREATE INDEX thread_comment_thread ON thread_comment USING btree (account_id, thread_id);

create table thread_message (
  account_id bigint not null,
  message_hash bigint not null,
  subject_hash bigint not null,
  thread_id bigint not null,
  PRIMARY KEY (account_id, message_hash, subject_hash)
);
CREATE INDEX thread_message_thread ON thread_message USING btree (account_id, thread_id);

create table vacation_response (
  account_id bigint not null,
  is_enabled boolean not null,
  from_at timestamp with time zone,
  to_at timestamp with time zone,
  subject text,
  text_body text,
  html_body text,
  colleagues_text_body text,
  answers_outside boolean not null,
  PRIMARY KEY (account_id)
);

CREATE OR REPLACE FUNCTION author_key(list jsonb)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN lower((list #>> '{0,email}'::text[]))
;
