-- readable_from: 13
-- How many reviews gave a listing, and all of a shop, one star, two, ...; `stars` and `ratings` are
-- their sum and number. What was judged before is counted by a step of the module that keeps the
-- reviews. A program that does not know the columns would leave them behind.
alter table listings add column rated_one BIG not null default 0;
alter table listings add column rated_two BIG not null default 0;
alter table listings add column rated_three BIG not null default 0;
alter table listings add column rated_four BIG not null default 0;
alter table listings add column rated_five BIG not null default 0;
alter table shops add column rated_one BIG not null default 0;
alter table shops add column rated_two BIG not null default 0;
alter table shops add column rated_three BIG not null default 0;
alter table shops add column rated_four BIG not null default 0;
alter table shops add column rated_five BIG not null default 0;
