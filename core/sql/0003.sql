-- Whose mail goes to somebody else's account: of who has left, as long as the record stands.
alter table principal add column forward_to bigint;
create index principal_forward on principal (account_id, forward_to) where forward_to is not null;

-- How much passed on each day, for the curves of the administration; counted in memory and added now and then.
create table activity (
  account_id bigint not null,               -- of the directory
  on_date date not null,
  kind text not null,                       -- received, sent: as the modules call what they count
  count bigint not null,
  primary key (account_id, on_date, kind)
);
