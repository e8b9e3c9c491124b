-- Emails that no thread is found by, as they name neither themselves nor another: few, and looked for by their date when
-- the same bytes come again.
create index email_content_nameless on email_content (account_id, coalesce(sent_at, ''))
  where cardinality(coalesce(message_id || in_reply_to || reference_ids, '{}')) = 0;
