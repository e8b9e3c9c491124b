-- What emails are searched by and sorted by, folded (model/folded.ts): to make it of each email anew cost more than all else
-- of a search.
alter table email_content
  add column from_key text generated always as (address_key(from_list)) stored,
  add column to_key text generated always as (address_key(to_list)) stored,
  add column from_text text generated always as (fold(field_text(from_list, envelope->'from'))) stored,
  add column to_text text generated always as (fold(field_text(to_list, envelope->'to'))) stored,
  add column cc_text text generated always as (fold(field_text(cc_list, envelope->'cc'))) stored,
  add column bcc_text text generated always as (fold(field_text(bcc_list, envelope->'bcc'))) stored,
  add column subject_text text generated always as (fold(subject)) stored,
  add column file_text text generated always as (fold(file_names(structure))) stored;

alter table email_content
  alter column from_key drop expression,
  alter column to_key drop expression,
  alter column from_text drop expression,
  alter column to_text drop expression,
  alter column cc_text drop expression,
  alter column bcc_text drop expression,
  alter column subject_text drop expression,
  alter column file_text drop expression;

drop function address_key, field_text, group_text, address_text, file_names;
