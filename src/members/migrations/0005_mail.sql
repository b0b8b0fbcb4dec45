-- readable_from: 1
-- mail_addresses: personal; kept until erased or taken back. Where a member is written to: address
-- was confirmed by its link, pending waits for that; '' where there is none. folded is what address
-- is found by. Nobody else is ever shown either.
create table mail_addresses (
    member BIG not null primary key references members (id),
    address text not null,
    folded text not null,
    pending text not null,
    changed BIG not null
) STRICT;
create index mail_addresses_by_address on mail_addresses (folded) where folded <> '';

-- mail_tokens: personal; kept until used or over. What a mailed link opens: digest is SHA-256 of
-- what it holds, which is kept nowhere. address is the one that a link of the purpose 'confirm'
-- was mailed to.
create table mail_tokens (
    digest BYTES not null primary key,
    member BIG not null references members (id),
    purpose text not null,
    address text not null,
    expires BIG not null
) STRICT;
create index mail_tokens_by_member on mail_tokens (member, purpose, expires);
create index mail_tokens_by_expiry on mail_tokens (expires);

-- reset_asks: personal; kept for an hour. Who says to have forgotten a password: what they typed
-- until a job has looked it up, and then the member whom that concerns, 0 for nobody.
create table reset_asks (
    id BIG not null primary key,
    asked text not null,
    member BIG not null,
    at BIG not null
) STRICT;
create index reset_asks_by_member on reset_asks (member, at);
create index reset_asks_by_time on reset_asks (at);

-- devices: personal; kept until erased, the 50 seen last. On what a member has signed in before:
-- digest is SHA-256 of the browser's own name without its version.
create table devices (
    member BIG not null references members (id),
    digest BYTES not null,
    seen BIG not null,
    primary key (member, digest)
) CLUSTERED;
