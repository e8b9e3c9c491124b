-- Keys with which mail of a domain is signed (DKIM). One pair of each algorithm makes a generation.
create table domain_key (
  account_id bigint not null,               -- the organisation
  domain_id bigint not null,
  generation integer not null,
  algorithm text not null,                  -- rsa-sha256, ed25519-sha256
  selector text not null,
  public_key text not null,                 -- as its record has it
  private_key bytea,                        -- closed by core/vault.ts; null once it is former
  state text not null,                      -- next: not seen in DNS yet; current: signs; former: its record stays a while
  changed_at timestamptz not null,
  primary key (account_id, domain_id, generation, algorithm)
);
