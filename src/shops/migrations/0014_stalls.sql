-- readable_from: 14
-- stall_words: personal; blanked when the shop's owner leaves. What a shop says of itself, one row
-- where it says anything: words, hours and area are for everybody, place for who has paid for what
-- is picked up, and for everybody only where open_place is 1.
create table stall_words (
    shop BIG not null primary key references shops (id),
    words text not null,
    hours text not null,
    area text not null,
    place text not null,
    open_place BIG not null
) STRICT;

-- stall_conditions: personal; the text is blanked when the shop's owner leaves. On which conditions
-- a shop sells, in versions that are never changed: an order keeps the number of the one it was
-- placed under. An empty one says that there are none any more.
create table stall_conditions (
    shop BIG not null references shops (id),
    version BIG not null,
    body text not null,
    at BIG not null,
    primary key (shop, version)
) CLUSTERED;

-- shops.conditions: the version that counts, 0 where there is none. It stands here for checkouts,
-- which read the row anyway. A program that does not know it would sell on no conditions.
alter table shops add column conditions BIG not null default 0;
