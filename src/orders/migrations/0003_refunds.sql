-- readable_from: 3
-- How much of a share has gone back with refunds. A program that does not know it would settle what
-- is no longer held.
alter table order_shares add column back BIG not null default 0;

-- order_refunds: business; kept ten years. Money of an order that its buyer asked for, or that its
-- seller gives back unasked: how much, why in one word, and what became of it. asked is the sum
-- that was asked for, amount the sum that went back. due is when a silent seller has answered, by
-- this version of the policy. The id is that of the refund in payments as well.
create table order_refunds (
    id BIG not null primary key,
    order_id BIG not null references orders (id),
    party text not null,
    cause text not null,
    state text not null,
    asked BIG not null check (asked > 0),
    amount BIG not null,
    settled BIG not null,
    at BIG not null,
    due BIG,
    policy_version BIG not null,
    answered BIG,
    answered_by text
) CLUSTERED;
create index order_refunds_by_order on order_refunds (order_id, id);
create unique index order_refunds_open on order_refunds (order_id) where state = 'open';

-- order_refund_lines: business; kept ten years. How many of which lines a refund is for, and what
-- they cost. They count as given back where the whole sum that was asked for went back.
create table order_refund_lines (
    refund BIG not null references order_refunds (id),
    line BIG not null,
    quantity BIG not null check (quantity > 0),
    amount BIG not null,
    primary key (refund, line)
) CLUSTERED;

-- order_refund_texts: personal; kept until two years after the order is over, or until whoever
-- wrote it leaves. What the buyer and the seller wrote about a refund: made to be blanked.
create table order_refund_texts (
    refund BIG not null primary key references order_refunds (id),
    buyer_words text not null,
    seller_words text not null
) CLUSTERED;
