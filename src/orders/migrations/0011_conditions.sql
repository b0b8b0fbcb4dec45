-- readable_from: 11
-- orders.conditions: the version of the shop's conditions that the order was placed under, 0 where
-- the shop had none. A program that does not know it would leave it out of what was agreed.
alter table orders add column conditions BIG not null default 0;
