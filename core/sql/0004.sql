-- Rights over an account as a whole: a shared mailbox's, or those that somebody gives over their own mail.
create table delegation (
  account_id bigint not null,
  principal_id bigint not null,             -- a person or a group of the same organisation
  rights integer not null,                  -- bits, in the order of DELEGATE_RIGHTS
  primary key (account_id, principal_id)
);
create index delegation_principal on delegation (principal_id, account_id);

-- What a group's account was until now: its members' own.
insert into delegation (account_id, principal_id, rights)
select a.account_id, p.id, 15 from account a
join principal p on p.account_id = a.organisation_id and p.id = a.principal_id and p.kind = 'group'
where a.deleted_at is null;
