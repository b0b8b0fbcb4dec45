-- readable_from: 1
-- audit: SHA-256 of what the act changed, as it was before and as it was afterwards; null where
-- there was nothing.
alter table audit add column before BYTES;
alter table audit add column after BYTES;
