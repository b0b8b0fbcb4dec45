-- readable_from: 7
-- listings.family: which goods are variants of one thing (a size, a colour): the first one's id for
-- all of them, 0 where there is no variant. Each is a listing with a stock and a price of its own.
alter table listings add column family BIG not null default 0;
create index listings_by_family on listings (family) where family <> 0;

-- listing_versions.variant: which of them this is, "Red, M"; '' where there is no variant.
alter table listing_versions add column variant text not null default '';
