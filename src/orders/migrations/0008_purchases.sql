-- readable_from: 8
-- orders.purchase: which orders were placed with one confirmation and share a payment; null of an
-- order that has one of its own. The subject of a shared payment is the purchase: a program that
-- does not know it would take it for an order that is not there.
alter table orders add column purchase BIG;
create index orders_by_purchase on orders (purchase, id) where purchase is not null;
