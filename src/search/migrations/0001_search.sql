-- readable_from: 1
-- search_goods: business; kept until the listing is over. What search knows of goods, one row for
-- a listing that has been up for sale. seq counts in the order in which they came, and pages go by
-- it. near is 1 for goods that only friends of the owner may see, shown is 0 while they are not on
-- show, title is folded.
create table search_goods (
    seq BIG not null primary key,
    listing BIG not null unique,
    shop BIG not null,
    owner BIG not null,
    near BIG not null,
    shown BIG not null,
    for_sale BIG not null,
    price BIG not null,
    title text not null
) CLUSTERED;
create index search_goods_by_price on search_goods (price, seq);
create index search_goods_by_shop on search_goods (shop, seq);

-- search_grams: business; kept until the listing is over. Which goods have a part of a word in
-- their title. Of one gram the goods lie together, in their order.
create table search_grams (
    gram BIG not null,
    seq BIG not null,
    primary key (gram, seq)
) CLUSTERED;

-- search_state: log; kept for ever. One row: by which rules titles were folded last, and up to
-- which listing all have been folded so.
create table search_state (
    id BIG not null primary key,
    rules BIG not null,
    reached BIG not null,
    done BIG not null
) STRICT;
