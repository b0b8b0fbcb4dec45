-- readable_from: 8
-- listing_versions: on which terms it is sold. terms_least: the fewest in one order. terms_most:
-- how many one buyer may have in all, null for any number.
alter table listing_versions add column terms_least BIG not null default 1;
alter table listing_versions add column terms_most BIG;

-- takings: business; kept for ever. How many of a listing with a limit a buyer has ordered, less
-- what came back; counted from when the limit was set. since: of the first one that was counted.
create table takings (
    listing BIG not null references listings (id),
    buyer BIG not null,
    quantity BIG not null check (quantity >= 0),
    since BIG not null,
    primary key (listing, buyer)
) CLUSTERED;
