-- Emails that no thread is found by, as they name neither themselves nor another: few, and looked for by their date when
-- the same bytes come again.
create index email_content_nameless on email_content (account_id, coalesce(sent_at, ''))
  where cardinality(coalesce(message_id || in_reply_to || reference_ids, '{}')) = 0;

-- The names of the groups of an envelope's list; a name in encoded words is there decoded as well.
create function group_text(list jsonb) returns text
  language sql immutable strict parallel safe
  return (select string_agg(coalesce(a ->> 'decoded', a ->> 'mailbox'), ', ') from jsonb_array_elements(list) a
    where a ->> 'host' is null and a ->> 'mailbox' is not null);

-- The people and groups of a field, as people search them; null where there is none.
create function field_text(people jsonb, list jsonb) returns text
  language sql immutable parallel safe
  return nullif(concat_ws(', ', address_text(people), group_text(list)), '');

-- Names of mailboxes that were deleted by IMAP while they were subscribed: only their owner takes a name off the list.
create table subscription_gone (
  account_id bigint not null,
  path text not null,
  primary key (account_id, path)
);
