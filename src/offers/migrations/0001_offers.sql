-- readable_from: 1
-- offers: business; kept ten years. What a buyer offered for so many of a version of a listing, and
-- how far it has come. price is that of one, as whoever spoke last named it. clock_at is when it
-- lapses, none once it is over or ordered. accepted_at says that stock was set aside, order_id
-- which order has it since. Nobody wrote a word in it.
create table offers (
    id BIG not null primary key,
    listing BIG not null,
    version BIG not null,
    quantity BIG not null check (quantity > 0),
    shop BIG not null,
    buyer BIG not null,
    seller BIG not null,
    asset text not null,
    price BIG not null check (price > 0),
    listed BIG not null,
    title text not null,
    state text not null,
    is_open BIG not null,
    rounds BIG not null,
    clock_at BIG,
    accepted_at BIG,
    order_id BIG,
    at BIG not null
) CLUSTERED;
create unique index offers_one_open on offers (buyer, listing) where is_open = 1;
create index offers_by_buyer on offers (buyer, id);
create index offers_by_seller on offers (seller, id);
create index offers_ordered on offers (order_id) where state = 'ordered';

-- offer_steps: business; kept ten years. Who did what with an offer, and at which price.
create table offer_steps (
    offer BIG not null references offers (id),
    number BIG not null,
    act text not null,
    party text not null,
    price BIG not null,
    at BIG not null,
    primary key (offer, number)
) CLUSTERED;

-- offers_refused: business; kept while it counts. Goods whose seller wants no offers for them.
create table offers_refused (
    listing BIG not null primary key,
    at BIG not null
) STRICT;
