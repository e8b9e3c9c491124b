-- What the numbered files beside it result in. Written by bin/schema.ts; a test compares.

create table note (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  title text not null,
  body text not null,
  labels text[] not null,
  colour text not null,
  is_pinned boolean not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX note_order ON note USING btree (account_id, is_pinned DESC, updated_at DESC, id DESC);
CREATE INDEX note_seq ON note USING btree (account_id, seq);
