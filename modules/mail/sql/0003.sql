-- When an email came into a mailbox (RFC 8514): not when it arrived in the house, which is received_at.
alter table mailbox_email add column saved_at timestamptz not null default date_trunc('second', now());

-- What clients note about a mailbox, or about the server (RFC 5464).
create table annotation (
  account_id bigint not null,                   -- of the mailbox; of the server's, the person's or the organisation's
  mailbox_id bigint not null,                   -- 0: about the server
  principal_id bigint not null,                 -- whose private note it is; 0: shared
  entry text not null,                          -- in lower case, /private/… or /shared/…
  value bytea not null,
  primary key (account_id, mailbox_id, principal_id, entry)
);
