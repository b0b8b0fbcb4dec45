-- readable_from: 3
-- order_parts: business; kept ten years. How an order's money is shared among the categories of its
-- goods, frozen when the order was first counted, so that a day that is over stays as it is when
-- goods change their category: what they cost (amount), the market's part of that (fee), what of it
-- has gone back and was settled, what of the commission was earned and of the tax on it (taxed),
-- less what was given back. dealing says whether the buyer is the seller themselves. A program that
-- does not know the table would count what it cannot share out.
create table order_parts (
    order_id BIG not null,
    category text not null,
    dealing text not null,
    amount BIG not null,
    fee BIG not null,
    back BIG not null,
    settled BIG not null,
    earned BIG not null,
    taxed BIG not null,
    primary key (order_id, category)
) CLUSTERED;

-- portions: business; kept ten years. What the figures are made of: of each event of an order the
-- part of each category. day is the one on which the books moved, placed_day the one on which the
-- order was placed, both of the market's own zone; at and placed are the instants. tax is that on
-- the commission, null where it was counted by a program that did not know it. counted is how many
-- orders it counts for: those of the category that most of an order is of.
create table portions (
    asset text not null,
    kind text not null,
    day BIG not null,
    seq BIG not null,
    category text not null,
    dealing text not null,
    placed_day BIG not null,
    placed BIG not null,
    order_id BIG not null,
    at BIG not null,
    amount BIG not null,
    commission BIG not null,
    tax BIG,
    counted BIG not null,
    primary key (asset, kind, day, seq, category)
) CLUSTERED;
create index portions_by_placed_day on portions (asset, kind, placed_day, seq);
-- What an older program counted is of the category "?": nobody can tell any more of which it was.
insert into portions select asset, kind, day, seq, '?', 'ordinary', placed_day,
    placed_day * 86400000000 + 43200000000, order_id, at, amount, commission, null, 1
    from entries;
drop table entries;

-- cells: business; kept for ever. What was traded on each day of the market's own zone, in minor
-- units, added up from the portions: by the day of the books and by that of the order (dated), by
-- category and dealing. day counts from 1970-01-01.
create table cells (
    dated text not null,
    asset text not null,
    day BIG not null,
    category text not null,
    dealing text not null,
    placed BIG not null,
    paid BIG not null,
    settled BIG not null,
    refunded BIG not null,
    commission BIG not null,
    tax BIG not null,
    orders_placed BIG not null,
    orders_paid BIG not null,
    orders_settled BIG not null,
    orders_refunded BIG not null,
    primary key (dated, day, asset, category, dealing)
) CLUSTERED;
insert into cells select 'books', asset, day, '?', 'ordinary', placed, paid, settled, refunded,
    commission, 0, orders_placed, orders_paid, orders_settled, orders_refunded from days;
insert into cells select 'order', asset, day, '?', 'ordinary', placed, paid, settled, refunded,
    commission, 0, orders_placed, orders_paid, orders_settled, orders_refunded from order_days;
drop table days;
drop table order_days;
