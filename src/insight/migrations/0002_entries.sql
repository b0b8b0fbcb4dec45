-- readable_from: 2
-- entries: business; kept ten years. The amounts that the figures of a day are made of: what an
-- order's event told, under the number of that event. day is the one on which the books moved,
-- placed_day the one on which the order was placed. A program that does not know the table would
-- move the cursor past what belongs into it.
create table entries (
    asset text not null,
    kind text not null,
    day BIG not null,
    seq BIG not null,
    placed_day BIG not null,
    order_id BIG not null,
    at BIG not null,
    amount BIG not null,
    commission BIG not null,
    primary key (asset, kind, day, seq)
) CLUSTERED;
create index entries_by_placed_day on entries (asset, kind, placed_day, seq);

-- order_days: business; kept for ever. As days, but each amount on the day on which its order was
-- placed; what an older program counted stays on the day of the books.
create table order_days (
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
insert into order_days select day, asset, placed, paid, settled, refunded, commission,
    orders_placed, orders_paid, orders_settled, orders_refunded from days;
