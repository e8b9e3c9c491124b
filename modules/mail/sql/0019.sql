-- Emails with a keyword that few have, such as a flag or a label: those of one are found among them.
create index email_marked on email (account_id, id)
  where not keywords <@ '{$answered,$draft,$forwarded,$junk,$notjunk,$seen}'::text[];
