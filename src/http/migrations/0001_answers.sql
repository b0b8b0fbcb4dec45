-- readable_from: 1
-- answers: log; kept for 24 hours. What a command answered, so that the same command asked again
-- under the same key gets the same answer and happens once. (k1, k2) are 128 bits of SHA-256 over
-- member, route and key; digest is SHA-256 over method, path and body. status 0: an errand that has
-- begun; body is then its intent.
create table answers (
    k1 BIG not null,
    k2 BIG not null,
    digest BYTES not null,
    status BIG not null,
    at BIG not null,
    body text not null,
    primary key (k1, k2)
) STRICT;
create index answers_by_age on answers (at);
