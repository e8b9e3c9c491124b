-- Mail. Keywords belong to the email, UIDs to its membership of a mailbox; the seq of an email is its MODSEQ.

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
  uid_validity bigint not null,                 -- its own id, unless a restore had to move it
  uid_next bigint not null default 1,
  highest_seq bigint not null default 0,        -- HIGHESTMODSEQ: no email of this mailbox moved after it
  counts_seq bigint not null default 0,         -- seq when a count moved last, and
  settings_seq bigint not null default 0,       -- seq when anything else did, once a count has moved since
  total_emails bigint not null default 0,
  unread_emails bigint not null default 0,
  total_threads bigint not null default 0,
  unread_threads bigint not null default 0,
  primary key (account_id, id)
) with (fillfactor = 50);
create index mailbox_seq on mailbox (account_id, seq);
create unique index mailbox_name on mailbox (account_id, coalesce(parent_id, 0), name);
create unique index mailbox_role on mailbox (account_id, role) where role is not null;

-- What changes of an email, and what lists are sorted and filtered by: a flag rewrites little.
create table email (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  thread_id bigint not null,
  blob_digest bytea not null,
  size bigint not null,
  received_at timestamptz not null,
  keywords text[] not null,
  has_attachment boolean not null,
  primary key (account_id, id)
) with (fillfactor = 90);
create index email_seq on email (account_id, seq);
create index email_thread on email (account_id, thread_id);

-- What never changes of it.
create table email_content (
  account_id bigint not null,
  id bigint not null,
  sent_at text,                                 -- RFC 3339 with the sender's own offset
  sent_instant timestamptz,
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
  structure jsonb not null,                     -- wire/mime/pack.ts
  envelope jsonb not null,                      -- as the header writes it, for IMAP
  primary key (account_id, id)
);

create table mailbox_email (
  account_id bigint not null,
  mailbox_id bigint not null,
  uid bigint not null,
  email_id bigint not null,
  thread_id bigint not null,
  received_at timestamptz not null,
  added_seq bigint not null,                    -- seq of the email when it came into the mailbox
  primary key (account_id, mailbox_id, uid)
);
create unique index mailbox_email_email on mailbox_email (account_id, email_id, mailbox_id);
create index mailbox_email_list on mailbox_email (account_id, mailbox_id, received_at desc, email_id desc) include (thread_id);
create index mailbox_email_thread on mailbox_email (account_id, thread_id);

-- Memberships that ended: IMAP's VANISHED, and what readers of one shared mailbox learn. Trimmed with the tombstones.
create table mailbox_gone (
  account_id bigint not null,
  mailbox_id bigint not null,
  uid bigint not null,
  email_id bigint not null,
  thread_id bigint not null,
  added_seq bigint not null,
  seq bigint not null,
  primary key (account_id, mailbox_id, uid)
);
create index mailbox_gone_seq on mailbox_gone (account_id, seq);

create table thread (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  primary key (account_id, id)
);
create index thread_seq on thread (account_id, seq);

-- Which thread a message id belongs to, for messages of one base subject (RFC 8621 §3).
create table thread_message (
  account_id bigint not null,
  message_hash bigint not null,
  subject_hash bigint not null,
  thread_id bigint not null,
  primary key (account_id, message_hash, subject_hash)
);
create index thread_message_thread on thread_message (account_id, thread_id);

-- Emails that the full-text index does not know yet; written with them, emptied soon after by a job.
create table email_unindexed (
  account_id bigint not null,
  id bigint not null,
  primary key (account_id, id)
);

create table identity (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  name text not null,
  email text not null,
  reply_to jsonb,
  bcc jsonb,
  text_signature text not null default '',
  html_signature text not null default '',
  primary key (account_id, id)
);
create index identity_seq on identity (account_id, seq);

create table email_submission (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  identity_id bigint not null,
  email_id bigint not null,
  thread_id bigint not null,
  envelope jsonb,
  send_at timestamptz not null,
  undo_status text not null,                    -- pending, final, canceled
  delivery_status jsonb,
  blob_digest bytea not null,                   -- held while it is pending, whatever becomes of the email
  primary key (account_id, id)
);
create index email_submission_seq on email_submission (account_id, seq);

-- The name and colour under which a keyword is shown.
create table label (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  keyword text not null,
  name text not null,
  colour text not null,
  sort_order integer not null,
  primary key (account_id, id)
);
create index label_seq on label (account_id, seq);

-- The relay queue: one row for each recipient of a message that leaves, gone once it is settled.
create table outgoing (
  account_id bigint not null,                   -- whose blob it is, and who hears of a failure
  id bigint generated always as identity,
  submission_id bigint,
  blob_digest bytea not null,                   -- held by the account while the row stands
  mail_from text not null,                      -- '' for a report
  rcpt text not null,
  domain text not null,                         -- of rcpt, in lower case ASCII: deliveries go out by it
  parameters jsonb not null default '{}',       -- of RFC 3461 and RFC 6531: {ret, envid, notify, orcpt, smtputf8}
  state text not null default 'waiting',        -- waiting, sending
  next_at timestamptz not null,                 -- due then; when sending, until when the claim holds
  attempts integer not null default 0,
  last_reply text,
  created_at timestamptz not null default now(),
  primary key (account_id, id)
) with (fillfactor = 70);
create index outgoing_due on outgoing (next_at);
create index outgoing_submission on outgoing (account_id, submission_id) where submission_id is not null;

-- Names and addresses of a list, as people search them.
create function address_text(list jsonb) returns text
  language sql immutable strict parallel safe
  return (select string_agg(coalesce(a ->> 'name', '') || ' ' || (a ->> 'email'), ', ') from jsonb_array_elements(list) a);

-- What a list is sorted by: the name of its first address, or that address.
create function address_key(list jsonb) returns text
  language sql immutable strict parallel safe
  return fold(coalesce(nullif(list #>> '{0,name}', ''), list #>> '{0,email}'));
