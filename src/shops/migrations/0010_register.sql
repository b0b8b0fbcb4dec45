-- readable_from: 1
-- listings: how many of a shop are on show, for the operator's list of shops.
create index listings_live on listings (shop) where state = 'live';
