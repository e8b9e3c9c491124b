-- What IMAP asks of a mailbox at each visit is kept with its counts, so that neither STATUS nor SELECT reads its emails.
alter table mailbox
  add column unseen_emails bigint not null default 0,   -- without $seen: drafts too, which unread_emails leaves out
  add column deleted_emails bigint not null default 0,  -- with $deleted
  add column size bigint not null default 0,            -- bytes of its emails
  add column keywords text[] not null default '{}';     -- that emails of it have, or had once

-- What has not been read is little of much, and asked for at each visit.
create index email_unseen on email (account_id, id) where not keywords && '{$seen}'::text[];

update mailbox b set unseen_emails = m.unseen, deleted_emails = m.deleted, size = m.size
from (
  select h.account_id, h.mailbox_id, count(*) filter (where not e.keywords && '{$seen}') as unseen,
    count(*) filter (where e.keywords && '{$deleted}') as deleted, sum(e.size) as size
  from mailbox_email h join email e on e.account_id = h.account_id and e.id = h.email_id
  group by h.account_id, h.mailbox_id) m
where b.account_id = m.account_id and b.id = m.mailbox_id;

update mailbox b set keywords = m.words
from (
  select h.account_id, h.mailbox_id, array_agg(distinct word order by word) as words
  from mailbox_email h join email e on e.account_id = h.account_id and e.id = h.email_id, unnest(e.keywords) word
  group by h.account_id, h.mailbox_id) m
where b.account_id = m.account_id and b.id = m.mailbox_id;
