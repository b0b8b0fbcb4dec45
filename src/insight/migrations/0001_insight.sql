-- readable_from: 1
-- days: business; kept for ever. What was traded on each day of the market's own time zone, in
-- minor units, added up from the event log. day counts from 1970-01-01.
create table days (
    day BIG not null,
    asset text not null,
    placed BIG not null,
    paid BIG not null,
    settled BIG not null,
    refunded BIG not null,
    commission BIG not null,
    orders_placed BIG not null,
    orders_paid BIG not null,
    orders_settled BIG not null,
    orders_refunded BIG not null,
    primary key (day, asset)
) STRICT;
