-- readable_from: 1
-- api_tokens: personal; kept until it is over or taken back. What lets a program act for a member,
-- within its scopes (words with a blank between them). digest is SHA-256 of the token.
create table api_tokens (
    id BIG not null primary key,
    member BIG not null references members (id),
    digest BYTES not null unique,
    name text not null,
    scopes text not null,
    created BIG not null,
    seen BIG,
    expires BIG not null
) STRICT;
create index api_tokens_by_member on api_tokens (member, created);
create index api_tokens_by_expiry on api_tokens (expires);
