-- readable_from: 1
-- What of each earning went back, as far as its member was told: so that each time only what more
-- went back is told. A program that does not know it tells of all of it each time.
alter table promoted_orders add column first_told BIG not null default 0;
alter table promoted_orders add column second_told BIG not null default 0;
