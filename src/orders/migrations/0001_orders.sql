-- readable_from: 1
-- orders: business; kept ten years. One buyer, one shop, and how far it has come. payment is the
-- latest try to pay; held is what lies in the order's hold account; clock_at is when the clock that
-- belongs to the state runs out.
create table orders (
    id BIG not null primary key,
    buyer BIG not null,
    seller BIG not null,
    shop BIG not null,
    asset text not null,
    total BIG not null check (total > 0),
    state text not null,
    is_open BIG not null,
    payment BIG not null,
    held BIG not null,
    refunded BIG not null,
    clock_at BIG,
    placed BIG not null
) CLUSTERED;
create index orders_by_buyer on orders (buyer, id);
create index orders_by_seller on orders (seller, id);
create index orders_open_by_seller on orders (seller, id) where is_open = 1;

-- order_lines: business; kept ten years. What was bought: a listing's immutable version, and how
-- many of it.
create table order_lines (
    order_id BIG not null references orders (id),
    line BIG not null,
    listing BIG not null,
    version BIG not null,
    quantity BIG not null check (quantity > 0),
    price BIG not null,
    title text not null,
    primary key (order_id, line)
) CLUSTERED;

-- order_rest: business; kept until its job has unpacked it. Lines of an order so large that placing
-- it would have written too many rows in one command: [[line, listing, version, quantity, price,
-- title], ...].
create table order_rest (
    order_id BIG not null primary key references orders (id),
    lines text not null
) STRICT;

-- order_shares: business; kept ten years. Who gets what of an order's money, frozen when it was
-- placed, with the rate and the version of the policy that decided it. owner and holding name the
-- ledger account. line 0 is the whole order.
create table order_shares (
    order_id BIG not null references orders (id),
    line BIG not null,
    purpose text not null,
    owner BIG not null,
    holding text not null,
    rate_ppm BIG not null,
    policy_version BIG not null,
    amount BIG not null check (amount >= 0),
    primary key (order_id, line, purpose, owner)
) CLUSTERED;

-- order_history: business; kept ten years. Every step of an order. at is when it was booked,
-- effective when it counts: a late clock counts from when it was due. actor is 0 for a machine.
create table order_history (
    order_id BIG not null references orders (id),
    id BIG not null,
    act text not null,
    state_from text not null,
    state_to text not null,
    party text not null,
    actor BIG not null,
    at BIG not null,
    effective BIG not null,
    primary key (order_id, id)
) CLUSTERED;

-- order_texts: personal; kept until two years after the order is over, then blanked. Where the
-- goods go, and what people wrote: everything of an order that may have to be erased.
create table order_texts (
    order_id BIG not null primary key references orders (id),
    name text not null,
    address text not null,
    tracking text,
    reason text
) CLUSTERED;
