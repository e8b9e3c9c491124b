-- Who exists, who may enter, what was done. The records of an organisation stand under the account of its directory;
-- those of one person (sessions, application passwords, notifications) under the person's own account.

create table organisation (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  name text not null,
  language text not null,
  modules jsonb not null,                   -- module -> false: switched off
  created_at timestamptz not null,
  primary key (account_id, id)
);
create unique index organisation_seq on organisation (account_id, seq);

create table domain (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  name text not null,                       -- lower case, as DNS has it
  alias_of bigint,                          -- the domain of the same organisation whose addresses it repeats
  created_at timestamptz not null,
  primary key (account_id, id)
);
create unique index domain_seq on domain (account_id, seq);
create unique index domain_of_organisation on domain (account_id, name);
create index domain_name on domain (name);

create table principal (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  kind text not null,                       -- individual, group, resource, location
  name text not null,
  description text,
  email text,                               -- the primary address; also a row of address
  title text,
  service text,
  language text not null,
  time_zone text,
  role text not null,                       -- administrator, person
  disabled_at timestamptz,                  -- may not enter; mail still arrives
  created_at timestamptz not null,
  last_login_at timestamptz,
  secrets integer not null default 0,       -- counts changes of what opens the door; what was verified before is void
  primary key (account_id, id)
);
create unique index principal_seq on principal (account_id, seq);

create table address (
  account_id bigint not null,
  address text not null,                    -- lower case
  domain text not null,
  principal_id bigint not null,
  is_alias boolean not null,
  primary key (account_id, address)
);
create index address_principal on address (account_id, principal_id);
create index address_domain on address (account_id, domain);

create table member (
  account_id bigint not null,
  group_id bigint not null,
  principal_id bigint not null,
  primary key (account_id, group_id, principal_id)
);
create index member_principal on member (account_id, principal_id);

create table credential (
  account_id bigint not null,
  principal_id bigint not null,
  hash text not null,                       -- argon2id
  changed_at timestamptz not null default now(),
  primary key (account_id, principal_id)
);

create table app_password (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  label text not null,
  scopes text[] not null,                   -- the doors that it opens
  digest bytea,                             -- SHA-256; the secret has 160 random bits, so nothing slower is needed
  created_at timestamptz not null,
  last_used_at timestamptz,
  primary key (account_id, id)
);
create unique index app_password_seq on app_password (account_id, seq);

create table login_session (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  kind text not null,                       -- cookie, bearer
  digest bytea,                             -- SHA-256 of the token
  user_agent text not null,
  ip text,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (account_id, id)
);
create unique index login_session_seq on login_session (account_id, seq);
create index login_session_digest on login_session (account_id, digest);
create index login_session_expiry on login_session (expires_at);

create table audit_entry (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  at timestamptz not null,
  actor_id bigint,                          -- null: the house itself, or a stranger
  actor_name text not null,
  action text not null,
  target_type text,
  target_id bigint,
  target_name text,
  details jsonb not null,
  ip text,
  digest bytea not null,                    -- SHA-256 of the previous digest and this entry: a change breaks the chain
  primary key (account_id, id)
);
create unique index audit_entry_seq on audit_entry (account_id, seq);

create table share_notification (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  created timestamptz not null,
  changed_by jsonb not null,
  object_type text not null,
  object_account_id text not null,
  object_id text not null,
  old_rights jsonb,
  new_rights jsonb,
  name text not null,
  primary key (account_id, id)
);
create unique index share_notification_seq on share_notification (account_id, seq);

-- Where a person's clients want to hear of changes (RFC 8620 §7.2). No record: only its own client sees it.
create table push_subscription (
  account_id bigint not null,
  id bigint not null generated always as identity,
  device_client_id text not null,
  url text not null,
  keys jsonb,                               -- p256dh and auth, when what is sent is to be encrypted
  types text[],                             -- null: every type
  code text not null,
  verified boolean not null default false,
  expires_at timestamptz not null,
  told jsonb not null default '{}',         -- states by account, as last pushed
  primary key (account_id, id)
);
create index push_subscription_expiry on push_subscription (expires_at);

-- Before the first organisation there is no account: its only row stands under 0, the house.
create table setup_token (
  account_id bigint not null primary key,
  digest bytea not null,
  created_at timestamptz not null default now()
);

-- A group's members, those of its member groups included; a group within itself ends by `union`.
create function members_within(organisation bigint, groups bigint[]) returns table (group_id bigint, principal_id bigint)
  language sql stable parallel safe
  begin atomic
    with recursive within(group_id, principal_id) as (
      select m.group_id, m.principal_id from member m where m.account_id = organisation and m.group_id = any(groups)
      union
      select w.group_id, m.principal_id from within w
        join member m on m.account_id = organisation and m.group_id = w.principal_id)
    select w.group_id, w.principal_id from within w;
  end;

-- The groups that a principal belongs to, directly or through others.
create function groups_around(organisation bigint, principals bigint[]) returns table (group_id bigint)
  language sql stable parallel safe
  begin atomic
    with recursive around(group_id) as (
      select m.group_id from member m where m.account_id = organisation and m.principal_id = any(principals)
      union
      select m.group_id from around a join member m on m.account_id = organisation and m.principal_id = a.group_id)
    select a.group_id from around a;
  end;
