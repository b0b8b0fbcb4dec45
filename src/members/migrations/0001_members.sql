-- readable_from: 1
-- members: personal; kept until erased. Who somebody is. handle and folded are case-folded; folded
-- is what a name is found by. permissions are words with a blank between them, mostly none.
create table members (
    id BIG not null primary key,
    handle text not null unique,
    name text not null,
    folded text not null,
    language text not null,
    permissions text not null,
    since BIG not null
) CLUSTERED;
create index members_by_name on members (folded, handle);
create index members_with_permissions on members (id) where permissions <> '';

-- credentials: personal; kept until erased. hash is Argon2id with its salt and cost in it.
create table credentials (
    member BIG not null primary key references members (id),
    hash text not null,
    changed BIG not null
) STRICT;

-- sessions: personal; kept until it is over, 30 days by policy. digest is SHA-256 of the token.
create table sessions (
    id BIG not null primary key,
    member BIG not null references members (id),
    digest BYTES not null unique,
    device text not null,
    address text not null,
    created BIG not null,
    seen BIG not null,
    expires BIG not null
) STRICT;
create index sessions_by_member on sessions (member, created);
create index sessions_by_expiry on sessions (expires);

-- setup: business; kept until the first operator has used it. At most one row: SHA-256 of a code.
create table setup (
    id BIG not null primary key check (id = 1),
    digest BYTES not null,
    at BIG not null
) STRICT;

-- audit: log; kept for ever. Acts under a permission. seq is dense; who is 0 for the market itself.
create table audit (
    seq BIG not null primary key,
    at BIG not null,
    who BIG not null,
    permission text not null,
    act text not null,
    subject BIG not null,
    reason text not null
) STRICT;
