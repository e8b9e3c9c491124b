-- Who writes on behalf of the letter's From, to be said in it as it leaves; and in whose account a copy is kept, where
-- that is not the account it leaves from.
alter table email_submission add column sender jsonb;
alter table email_submission add column copy_in bigint;
