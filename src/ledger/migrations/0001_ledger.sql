-- readable_from: 1
-- accounts: business; kept for ever. Who holds how much of what, and how low it may fall.
create table accounts (
    id BIG not null primary key,
    owner BIG not null,
    purpose text not null,
    asset text not null,
    lowest BIG,
    balance BIG not null,
    opened BIG not null,
    unique (owner, purpose, asset)
) CLUSTERED;

-- transfers: business; kept for ever. One movement of one asset, written once and never changed.
-- batch says which link of the chain covers it; subject is the order or other thing it is for.
create table transfers (
    id BIG not null primary key,
    batch BIG not null,
    at BIG not null,
    purpose text not null,
    asset text not null,
    subject BIG not null
) CLUSTERED;

-- postings: business; kept for ever. The parts of a transfer; they add up to zero. balance is the
-- account's after it. They lie in the order of statements; an audit sorts them by transfer, which
-- is rarer than a second index on the hottest table would be dear.
create table postings (
    account BIG not null references accounts (id),
    transfer BIG not null,
    amount BIG not null check (amount <> 0),
    balance BIG not null,
    primary key (account, transfer)
) CLUSTERED;
