-- Whether filters may send mail on to outside the organisation; an organisation without a row lets them.
create table forwarding_rule (
  account_id bigint not null primary key,
  forwarding text not null,                 -- allowed, listed, refused
  listed text[] not null                    -- domains and addresses that mail may go to, in lower case
);

-- What an organisation puts under what its people write. The first that fits, by rank.
create table organisation_signature (
  account_id bigint not null,
  id bigint not null,
  seq bigint not null,
  name text not null,
  html text not null,
  audience text not null,                   -- everybody, services, groups, domains
  targets text[] not null,                  -- names of services, ids of groups, names of domains
  only_outside boolean not null,
  only_first boolean not null,
  is_enabled boolean not null,
  rank bigint not null,
  primary key (account_id, id)
);
create unique index organisation_signature_seq on organisation_signature (account_id, seq);
create index organisation_signature_rank on organisation_signature (account_id, rank, id);
