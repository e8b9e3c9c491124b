-- What the numbered files beside it result in. Written by bin/schema.ts; a test compares.

create table activity (
  account_id bigint not null,
  on_date date not null,
  kind text not null,
  count bigint not null,
  PRIMARY KEY (account_id, on_date, kind)
);

create table address (
  account_id bigint not null,
  address text not null,
  domain text not null,
  principal_id bigint not null,
  is_alias boolean not null,
  PRIMARY KEY (account_id, address)
);
CREATE INDEX address_domain ON address USING btree (account_id, domain);
CREATE INDEX address_principal ON address USING btree (account_id, principal_id);

create table allowance (
  account_id bigint not null,
  kind text not null,
  hour timestamp with time zone not null,
  count integer not null,
  told_at timestamp with time zone,
  PRIMARY KEY (account_id, kind, hour)
);
CREATE INDEX allowance_hour ON allowance USING btree (hour);

create table app_password (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  label text not null,
  scopes text[] not null,
  digest bytea,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  scram jsonb,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX app_password_seq ON app_password USING btree (account_id, seq);

create table audit_entry (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  at timestamp with time zone not null,
  actor_id bigint,
  actor_name text not null,
  action text not null,
  target_type text,
  target_id bigint,
  target_name text,
  details jsonb not null,
  ip text,
  digest bytea not null,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX audit_entry_seq ON audit_entry USING btree (account_id, seq);

create table credential (
  account_id bigint not null,
  principal_id bigint not null,
  hash text not null,
  changed_at timestamp with time zone not null default now(),
  is_temporary boolean not null default false,
  scram jsonb,
  PRIMARY KEY (account_id, principal_id)
);

create table delegation (
  account_id bigint not null,
  principal_id bigint not null,
  rights integer not null,
  PRIMARY KEY (account_id, principal_id)
);
CREATE INDEX delegation_principal ON delegation USING btree (principal_id, account_id);

create table domain (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  name text not null,
  alias_of bigint,
  created_at timestamp with time zone not null,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX domain_name ON domain USING btree (name);
CREATE UNIQUE INDEX domain_of_organisation ON domain USING btree (account_id, name);
CREATE UNIQUE INDEX domain_seq ON domain USING btree (account_id, seq);

create table domain_key (
  account_id bigint not null,
  domain_id bigint not null,
  generation integer not null,
  algorithm text not null,
  selector text not null,
  public_key text not null,
  private_key bytea,
  state text not null,
  changed_at timestamp with time zone not null,
  PRIMARY KEY (account_id, domain_id, generation, algorithm)
);

create table login_attempt (
  account_id bigint not null,
  digest bytea not null,
  attempts integer not null,
  until timestamp with time zone not null,
  told boolean not null default false,
  PRIMARY KEY (account_id, digest)
);
CREATE INDEX login_attempt_until ON login_attempt USING btree (until);

create table login_place (
  account_id bigint not null,
  place bytea not null,
  address bytea not null,
  until timestamp with time zone not null,
  PRIMARY KEY (account_id, place, address)
);
CREATE INDEX login_place_until ON login_place USING btree (until);

create table login_session (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  kind text not null,
  digest bytea,
  user_agent text not null,
  ip text,
  created_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX login_session_digest ON login_session USING btree (account_id, digest);
CREATE INDEX login_session_expiry ON login_session USING btree (expires_at);
CREATE UNIQUE INDEX login_session_seq ON login_session USING btree (account_id, seq);

create table member (
  account_id bigint not null,
  group_id bigint not null,
  principal_id bigint not null,
  PRIMARY KEY (account_id, group_id, principal_id)
);
CREATE INDEX member_principal ON member USING btree (account_id, principal_id);

create table organisation (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  name text not null,
  language text not null,
  modules jsonb not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX organisation_seq ON organisation USING btree (account_id, seq);

create table principal (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  kind text not null,
  name text not null,
  description text,
  email text,
  title text,
  service text,
  language text not null,
  time_zone text,
  role text not null,
  disabled_at timestamp with time zone,
  created_at timestamp with time zone not null,
  last_login_at timestamp with time zone,
  secrets integer not null default 0,
  forward_to bigint,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX principal_folded_name ON principal USING btree (account_id, fold(name));
CREATE INDEX principal_forward ON principal USING btree (account_id, forward_to) WHERE (forward_to IS NOT NULL);
CREATE UNIQUE INDEX principal_seq ON principal USING btree (account_id, seq);

create table push_key (
  account_id bigint not null,
  public_key text not null,
  private_key bytea not null,
  PRIMARY KEY (account_id)
);

create table push_subscription (
  account_id bigint not null,
  id bigint not null generated always as identity,
  device_client_id text not null,
  url text not null,
  keys jsonb,
  types text[],
  code text not null,
  verified boolean not null default false,
  expires_at timestamp with time zone not null,
  told jsonb not null default '{}'::jsonb,
  login_session_id bigint,
  secrets integer,
  account_ids bigint[],
  removed_at timestamp with time zone,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX push_subscription_expiry ON push_subscription USING btree (expires_at);

create table quiet_hours (
  account_id bigint not null,
  from_minute smallint,
  to_minute smallint,
  days smallint[] not null,
  time_zone text not null,
  PRIMARY KEY (account_id)
);

create table setup_token (
  account_id bigint not null,
  digest bytea not null,
  created_at timestamp with time zone not null default now(),
  PRIMARY KEY (account_id)
);

create table share_notification (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  created timestamp with time zone not null,
  changed_by jsonb not null,
  object_type text not null,
  object_account_id text not null,
  object_id text not null,
  old_rights jsonb,
  new_rights jsonb,
  name text not null,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX share_notification_seq ON share_notification USING btree (account_id, seq);

create table upload (
  account_id bigint not null,
  digest bytea not null,
  size bigint not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (account_id, digest)
);
CREATE INDEX upload_at ON upload USING btree (at);

CREATE OR REPLACE FUNCTION groups_around(organisation bigint, principals bigint[])
 RETURNS TABLE(group_id bigint)
 LANGUAGE sql
 STABLE PARALLEL SAFE
BEGIN ATOMIC
 WITH RECURSIVE around(group_id) AS (
          SELECT m.group_id
            FROM member m
           WHERE ((m.account_id = groups_around.organisation) AND (m.principal_id = ANY (groups_around.principals)))
         UNION
          SELECT m.group_id
            FROM (around a_1
              JOIN member m ON (((m.account_id = groups_around.organisation) AND (m.principal_id = a_1.group_id))))
         )
  SELECT a.group_id
    FROM around a;
END
;

CREATE OR REPLACE FUNCTION members_within(organisation bigint, groups bigint[])
 RETURNS TABLE(group_id bigint, principal_id bigint)
 LANGUAGE sql
 STABLE PARALLEL SAFE
BEGIN ATOMIC
 WITH RECURSIVE within(group_id, principal_id) AS (
          SELECT m.group_id,
             m.principal_id
            FROM member m
           WHERE ((m.account_id = members_within.organisation) AND (m.group_id = ANY (members_within.groups)))
         UNION
          SELECT w_1.group_id,
             m.principal_id
            FROM (within w_1
              JOIN member m ON (((m.account_id = members_within.organisation) AND (m.group_id = w_1.principal_id))))
         )
  SELECT w.group_id,
     w.principal_id
    FROM within w;
END
;
