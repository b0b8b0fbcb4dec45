-- readable_from: 1
-- friends: personal; kept until ended or erased. A friendship is two rows, one from either side, so
-- that who sees what is one look into the key.
create table friends (
    member BIG not null,
    other BIG not null check (other <> member),
    since BIG not null,
    primary key (member, other)
) CLUSTERED;
create index friends_by_age on friends (member, since, other);

-- friend_requests: personal; kept until answered, withdrawn or erased. At most one between two.
create table friend_requests (
    asker BIG not null,
    asked BIG not null check (asked <> asker),
    since BIG not null,
    primary key (asker, asked)
) CLUSTERED;
create index friend_requests_from on friend_requests (asker, since, asked);
create index friend_requests_to on friend_requests (asked, since, asker);

-- moments: personal; kept until taken back or erased. seq orders them by posting. listing is 0 for
-- a post of its own.
create table moments (
    seq BIG not null primary key,
    id BIG not null unique,
    author BIG not null,
    at BIG not null,
    audience text not null,
    text text not null,
    listing BIG not null
) STRICT;
create unique index moments_of_listings on moments (listing) where listing <> 0;
