create table note (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  title text not null,
  body text not null,
  labels text[] not null,
  colour text not null,
  is_pinned boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id)
);
create index note_seq on note (account_id, seq);
create index note_order on note (account_id, is_pinned desc, updated_at desc, id desc);
