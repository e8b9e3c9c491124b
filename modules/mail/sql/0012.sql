-- What was read in an attachment: once for its content, however many messages and accounts have it. Looked up by digest, as
-- `content` is, and only by whoever holds the message. `state` is 'reading' until it is known.
create table attachment_text (
  digest bytea not null,
  kind text not null,
  state text not null default 'reading',
  -- JSON, compressed.
  pieces bytea storage external,
  is_cut boolean not null default false,
  attempts integer not null default 0,
  touched_at timestamptz not null default now(),
  primary key (digest, kind)
);

-- The attachments of an email whose text is of use.
create table email_attachment (
  account_id bigint not null,
  id bigint not null,
  path text not null,
  digest bytea not null,
  kind text not null,
  primary key (account_id, id, path)
);
create index email_attachment_digest on email_attachment (digest);

-- Emails whose attachments have yet to be read; those that were there before are read as well, one after the other.
create table attachment_unread (
  account_id bigint not null,
  id bigint not null,
  primary key (account_id, id)
);
insert into attachment_unread (account_id, id) select account_id, id from email where has_attachment;

-- The names of all files in a message, from its structure.
create function file_names(structure jsonb) returns text
  language sql immutable strict parallel safe
  return (select string_agg(name #>> '{}', e'\n') from jsonb_path_query(structure, '$.**.f ? (@.type() == "string")', '{}', true) name);
