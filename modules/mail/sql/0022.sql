-- Who has sent emails, each once: a search by sender looks among these first, instead of into every email. Of a long list
-- of people the beginning, as an entry of an index may not be long.
create index email_content_sender on email_content (account_id, left(from_text, 200));
