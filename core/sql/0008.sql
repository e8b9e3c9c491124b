-- The pair of keys by which push services know the house (VAPID): one row, of account 0.
create table push_key (
  account_id bigint primary key,
  public_key text not null,                 -- as browsers take it: 65 octets in base64url
  private_key bytea not null                -- closed by core/vault.ts
);
-- A subscription ends with the session that made it, and without one with the next password that is changed or revoked. It
-- may be of some accounts only.
alter table push_subscription add column login_session_id bigint;
alter table push_subscription add column secrets integer; -- as its principal had them
alter table push_subscription add column account_ids bigint[];
