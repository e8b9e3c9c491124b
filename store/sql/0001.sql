-- The floor that every module stands on. Each table begins with account_id, so that the whole can be spread over
-- several machines by it; the exceptions are listed in test/walls.test.ts.

create extension if not exists unaccent;
create extension if not exists pg_trgm;
create extension if not exists btree_gin;

-- An account: whose data. Locking its row is what puts the writes of one account in order.
create table account (
  account_id bigint generated always as identity primary key,
  organisation_id bigint not null,          -- account_id of the organisation's directory
  principal_id bigint,                      -- whose it is, in that directory; null for the directory itself
  name text not null,
  seq bigint not null default 0,
  floor bigint not null default 0,          -- states below it cannot be followed: tombstones were trimmed
  epoch bigint not null default 0,          -- moved by each change of rights
  states jsonb not null default '{}',       -- type -> seq of its newest change
  quota bigint,                             -- bytes; null: no limit
  used bigint not null default 0,           -- bytes that count against the quota
  created_at timestamptz not null default now(),
  deleted_at timestamptz
) with (fillfactor = 50);
create unique index account_principal on account (organisation_id, principal_id) where deleted_at is null;

create table tombstone (
  account_id bigint not null,
  type text not null,
  seq bigint not null,
  id bigint not null,
  container_id bigint,                      -- where it was seen; readers of that container learn that it left
  at timestamptz not null default now(),
  primary key (account_id, type, seq)
);

-- Rights that the owner of an account gave on one of its containers.
create table share (
  account_id bigint not null,
  type text not null,
  container_id bigint not null,
  principal_id bigint not null,
  rights integer not null,                  -- bits, in the order of the descriptor's rights
  primary key (account_id, type, container_id, principal_id)
);
create index share_principal on share (principal_id, account_id);

-- Creations that carry a client's key are made once, however often they are sent.
create table creation (
  account_id bigint not null,
  key text not null,
  type text not null,
  id bigint not null,
  at timestamptz not null default now(),
  primary key (account_id, type, key)
);
create index creation_at on creation (at);

-- Bytes, once for the whole house however many accounts hold them.
create table content (
  digest bytea primary key,
  size bigint not null,                     -- as read, before compression
  place text not null,                      -- database, directory, s3
  codec text not null,                      -- identity, zstd
  bytes bytea,                              -- when place = 'database'
  touched_at timestamptz not null default now()
);
alter table content alter column bytes set storage external;  -- compressed already

-- Which account may read which bytes, and how many of its records hold them.
create table blob (
  account_id bigint not null,
  digest bytea not null,
  size bigint not null,
  refs integer not null default 0,
  touched_at timestamptz not null default now(),
  primary key (account_id, digest)
);
create index blob_digest on blob (digest);
create index blob_unreferenced on blob (touched_at) where refs = 0;

-- Letters without case and accents; lib/filter.ts has the same function.
create function fold(value text) returns text
  language sql immutable strict parallel safe
  return regexp_replace(translate(lower(normalize(value, NFKD) collate "pg_unicode_fast"), 'ς', 'σ'), '[\u0300-\u036f]', '', 'g');

-- Full text: stems of French and English, and the plain words for prefixes and names.
create text search configuration plain (copy = pg_catalog.simple);
alter text search configuration plain alter mapping for hword, hword_part, word with unaccent, simple;
create text search configuration french_folded (copy = pg_catalog.french);
alter text search configuration french_folded alter mapping for hword, hword_part, word with unaccent, french_stem;
create text search configuration english_folded (copy = pg_catalog.english);
alter text search configuration english_folded alter mapping for hword, hword_part, word with unaccent, english_stem;

create function words(value text, weight "char") returns tsvector
  language sql immutable strict parallel safe
  return setweight(
    to_tsvector('plain', value) || to_tsvector('french_folded', value) || to_tsvector('english_folded', value), weight);

create table search (
  account_id bigint not null,
  type text not null,
  id bigint not null,
  title text not null,
  at timestamptz not null,
  words tsvector not null,
  primary key (account_id, type, id)
);
create index search_words on search using gin (account_id, type, words);

-- The beginning of each word typed: "rapp cons" finds « rapport du conseil ».
create function prefix_query(value text) returns tsquery
  language sql immutable strict parallel safe
  return (select case when count(*) = 0 then ''::tsquery else
    to_tsquery('plain', string_agg(quote_literal(lexeme) || ':*', ' & ')) end
    from unnest(to_tsvector('plain', value)));
