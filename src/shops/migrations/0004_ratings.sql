-- readable_from: 1
-- How buyers judged a listing, and all of a shop: so many stars together, from so many reviews. The
-- module that keeps the reviews adds to them; the mean is worked out where it is shown.
alter table listings add column stars BIG not null default 0;
alter table listings add column ratings BIG not null default 0;
alter table shops add column stars BIG not null default 0;
alter table shops add column ratings BIG not null default 0;
