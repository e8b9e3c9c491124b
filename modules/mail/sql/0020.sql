-- Who submitted a letter, asked again as it leaves (model/warrant.ts); null of what was submitted before this was kept.
alter table email_submission add column submitted_by bigint;
-- What has yet to leave, in the whole house (model/stuck.ts): few, however many have left.
create index email_submission_pending on email_submission (send_at) where undo_status = 'pending';
