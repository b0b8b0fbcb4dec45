-- readable_from: 1
-- former_handles: personal; kept for ever, as a digest. Which handles members had who left, so that
-- nobody signs up as somebody whom others remember. digest is SHA-256 of the folded handle.
create table former_handles (
    digest BYTES not null primary key,
    at BIG not null
) STRICT;
