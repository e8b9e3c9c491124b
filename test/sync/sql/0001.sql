create table note (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  title text not null,
  text text not null,
  colour text,
  pinned boolean not null,
  rank bigint not null,
  labels text[] not null,
  updated_at timestamptz not null,
  primary key (account_id, id)
);
create index note_seq on note (account_id, seq);
create index note_rank on note (account_id, rank, id desc);
create index note_title on note (account_id, title, id desc);
create index note_updated on note (account_id, updated_at, id desc);
