-- Written by somebody of ours who had logged in: such mail alone is signed.
alter table outgoing add column is_ours boolean not null default false;
