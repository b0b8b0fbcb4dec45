-- readable_from: 1
-- shops: personal; the name is blanked when its owner is forgotten. One for each member who sells.
create table shops (
    id BIG not null primary key,
    owner BIG not null unique,
    name text not null,
    opened BIG not null
) CLUSTERED;

-- descriptions: personal; blanked when the seller is forgotten. Written once; many versions share
-- one, because a price changes far more often than a text.
create table descriptions (
    id BIG not null primary key,
    body text not null
) STRICT;

-- listings: business; kept for ever. What changes of goods for sale: state, stock, which version is
-- shown. seq counts within the shop in the order of commit, and lists are paged by it. posted is 0
-- for goods that never appear in the timeline.
create table listings (
    id BIG not null primary key,
    shop BIG not null references shops (id),
    seq BIG not null,
    owner BIG not null,
    state text not null,
    version BIG not null,
    stock BIG not null check (stock >= 0),
    sku text,
    audience text not null,
    posted BIG not null,
    listed BIG not null,
    unique (shop, seq)
) CLUSTERED;
create unique index listings_by_sku on listings (shop, sku) where state <> 'ended';

-- listing_versions: business; kept for ever. What was offered at what price; never changed.
create table listing_versions (
    listing BIG not null references listings (id),
    version BIG not null,
    title text not null,
    description BIG not null references descriptions (id),
    price_minor BIG not null check (price_minor >= 1),
    price_currency text not null,
    at BIG not null,
    primary key (listing, version)
) CLUSTERED;

-- listing_steps: business; kept for ever. Which act led a listing from which state to which, who
-- did it (0: the market itself), by which rule and case where it was a measure.
create table listing_steps (
    listing BIG not null references listings (id),
    number BIG not null,
    act text not null,
    from_state text not null,
    to_state text not null,
    actor text not null,
    member BIG not null,
    rule text not null,
    rule_version BIG not null,
    case_id BIG not null,
    at BIG not null,
    primary key (listing, number)
) CLUSTERED;
