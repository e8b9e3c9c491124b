-- What the numbered files beside it result in. Written by bin/schema.ts; a test compares.

create table account (
  account_id bigint not null generated always as identity,
  organisation_id bigint not null,
  principal_id bigint,
  name text not null,
  seq bigint not null default 0,
  floor bigint not null default 0,
  epoch bigint not null default 0,
  states jsonb not null default '{}'::jsonb,
  quota bigint,
  used bigint not null default 0,
  created_at timestamp with time zone not null default now(),
  deleted_at timestamp with time zone,
  PRIMARY KEY (account_id)
) with (fillfactor=50);
CREATE UNIQUE INDEX account_principal ON account USING btree (organisation_id, principal_id) WHERE (deleted_at IS NULL);

create table blob (
  account_id bigint not null,
  digest bytea not null,
  size bigint not null,
  refs integer not null default 0,
  touched_at timestamp with time zone not null default now(),
  PRIMARY KEY (account_id, digest)
);
CREATE INDEX blob_digest ON blob USING btree (digest);
CREATE INDEX blob_unreferenced ON blob USING btree (touched_at) WHERE (refs = 0);

create table content (
  digest bytea not null,
  size bigint not null,
  place text not null,
  codec text not null,
  bytes bytea storage external,
  touched_at timestamp with time zone not null default now(),
  PRIMARY KEY (digest)
);

create table creation (
  account_id bigint not null,
  key text not null,
  type text not null,
  id bigint not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (account_id, type, key)
);
CREATE INDEX creation_at ON creation USING btree (at);

create table search (
  account_id bigint not null,
  type text not null,
  id bigint not null,
  title text not null,
  at timestamp with time zone not null,
  words tsvector not null,
  PRIMARY KEY (account_id, type, id)
) partition by HASH (account_id) into 32;
CREATE INDEX search_words ON ONLY search USING gin (account_id, type, words);

create table share (
  account_id bigint not null,
  type text not null,
  container_id bigint not null,
  principal_id bigint not null,
  rights integer not null,
  PRIMARY KEY (account_id, type, container_id, principal_id)
);
CREATE INDEX share_principal ON share USING btree (principal_id, account_id);

create table tombstone (
  account_id bigint not null,
  type text not null,
  seq bigint not null,
  id bigint not null,
  container_id bigint,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (account_id, type, seq)
);

CREATE OR REPLACE FUNCTION fold(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (octet_length(value) = char_length(value)) THEN lower(value) ELSE regexp_replace(translate(lower((NORMALIZE(value, NFKD) COLLATE pg_unicode_fast)), 'ς'::text, 'σ'::text), '[\u0300-\u036f]'::text, ''::text, 'g'::text) END
;

CREATE OR REPLACE FUNCTION prefix_query(value text)
 RETURNS tsquery
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN (SELECT CASE WHEN (count(*) = 0) THEN ''::tsquery ELSE to_tsquery('plain'::regconfig, string_agg((quote_literal(unnest.lexeme) || ':*'::text), ' & '::text)) END AS to_tsquery FROM unnest(to_tsvector('plain'::regconfig, prefix_query.value)) unnest(lexeme, positions, weights))
;

CREATE OR REPLACE FUNCTION words(value text, weight "char")
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN setweight(((to_tsvector('plain'::regconfig, value) || to_tsvector('french_folded'::regconfig, value)) || to_tsvector('english_folded'::regconfig, value)), weight)
;

create text search configuration english_folded; -- asciihword: english_stem; asciiword: english_stem; email: simple; file: simple; float: simple; host: simple; hword: unaccent, english_stem; hword_asciipart: english_stem; hword_numpart: simple; hword_part: unaccent, english_stem; int: simple; numhword: simple; numword: simple; sfloat: simple; uint: simple; url: simple; url_path: simple; version: simple; word: unaccent, english_stem

create text search configuration french_folded; -- asciihword: french_stem; asciiword: french_stem; email: simple; file: simple; float: simple; host: simple; hword: unaccent, french_stem; hword_asciipart: french_stem; hword_numpart: simple; hword_part: unaccent, french_stem; int: simple; numhword: simple; numword: simple; sfloat: simple; uint: simple; url: simple; url_path: simple; version: simple; word: unaccent, french_stem

create text search configuration plain; -- asciihword: simple; asciiword: simple; email: simple; file: simple; float: simple; host: simple; hword: unaccent, simple; hword_asciipart: simple; hword_numpart: simple; hword_part: unaccent, simple; int: simple; numhword: simple; numword: simple; sfloat: simple; uint: simple; url: simple; url_path: simple; version: simple; word: unaccent, simple
