-- readable_from: 1
-- market_texts: business; kept for ever. What the operator said of the market in words, every
-- version of it; the newest is in force.
create table market_texts (
    text text not null,
    version BIG not null,
    value text not null,
    since BIG not null,
    set_by BIG not null,
    reason text not null,
    primary key (text, version)
) CLUSTERED;

-- first_operator: business; kept for ever. Who became the operator by the setup code, and when
-- their first steps ended. At most one row.
create table first_operator (
    id BIG not null primary key check (id = 1),
    member BIG not null,
    begun BIG not null,
    ended BIG
) STRICT;

-- first_steps: business; kept for ever. The steps that the first operator has left.
create table first_steps (
    step text not null primary key,
    how text not null,
    at BIG not null
) CLUSTERED;
