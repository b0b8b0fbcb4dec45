-- readable_from: 1
-- market: business; kept for ever. What a market is, fixed when it is made: one row, id 1.
create table market (
    id BIG not null primary key,
    name text not null,
    currency text not null,
    zone text not null,
    demo BIG not null,
    made BIG not null
) STRICT;
