-- Folded as before. What is ASCII already, as most addresses and many subjects, needs no look at its marks; nor does it
-- stand in the way of the function's being put in place where it is used, which a strict one does.
create or replace function fold(value text) returns text
  language sql immutable parallel safe
  return case when octet_length(value) = char_length(value) then lower(value)
    else regexp_replace(translate(lower(normalize(value, nfkd) collate "pg_unicode_fast"), 'ς', 'σ'), '[\u0300-\u036f]', '', 'g')
  end;
