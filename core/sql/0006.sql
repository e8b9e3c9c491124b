-- What SCRAM-SHA-256 compares with (RFC 5802 §3): {salt, iterations, storedKey, serverKey}, derived from the password
-- and no help in finding it but by trying. Application passwords are derived under the salt of their owner's password.
alter table credential add column scram jsonb;
alter table app_password add column scram jsonb;
