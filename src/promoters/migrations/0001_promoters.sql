-- readable_from: 1
-- promoters: personal; kept until its member leaves. Who has accepted the rules of promoting: which
-- version, by which version of the policy that allows it, and who brought them, once and for good.
-- There is no row and no column for whoever brought that one.
create table promoters (
    member BIG not null primary key,
    recruiter BIG,
    rules_version BIG not null,
    policy_version BIG not null,
    since BIG not null,
    suspended BIG,
    suspended_why text not null
) CLUSTERED;
create index promoters_by_recruiter on promoters (recruiter) where recruiter is not null;

-- promoter_rates: business; kept for ever. What a seller gives to whoever shares their goods, in
-- parts per million of the price: first to who shared, second to who brought them. listing 0 is the
-- whole shop; inherits: this listing goes by its shop again. version counts in the shop.
create table promoter_rates (
    shop BIG not null,
    version BIG not null,
    listing BIG not null,
    first_ppm BIG not null check (first_ppm >= 0),
    second_ppm BIG not null check (second_ppm >= 0),
    inherits BIG not null,
    since BIG not null,
    primary key (shop, version)
) CLUSTERED;
create index promoter_rates_of_listing on promoter_rates (shop, listing, version);

-- share_links: personal; kept until its member leaves. What a promoter shared, or the invitation by
-- which they bring others (listing 0). The address carries the id, signed; nothing is noted of who
-- opens it.
create table share_links (
    id BIG not null primary key,
    promoter BIG not null,
    listing BIG not null,
    shop BIG not null,
    made BIG not null,
    until BIG not null
) CLUSTERED;
create index share_links_of_promoter on share_links (promoter, listing, until);

-- promoted_orders: business; kept ten years. Orders that came by a link: whose it was, who had
-- brought them, frozen at the placement, why it earned nothing where it did not, what was lost
-- since. How much they earn and how far it is say the shares of the order and the books.
create table promoted_orders (
    order_id BIG not null primary key,
    link BIG not null,
    seller BIG not null,
    promoter BIG not null,
    recruiter BIG,
    at BIG not null,
    why text not null,
    first_lost BIG not null,
    second_lost BIG not null,
    frozen_until BIG,
    thawed BIG
) CLUSTERED;
create index promoted_orders_of_promoter on promoted_orders (promoter, order_id);
create index promoted_orders_of_recruiter on promoted_orders (recruiter, order_id)
    where recruiter is not null;
create index promoted_orders_of_link on promoted_orders (link);

-- promoter_key: business; kept for ever. What the addresses of links are signed with.
create table promoter_key (
    id BIG not null primary key check (id = 1),
    bytes BYTES not null
) STRICT;
