-- readable_from: 12
-- shops.postage: what the shop asks for sending an order, "EUR *:490/5000 AT:690": a currency, and
-- for everywhere and for some countries a price in minor units and from which sum of goods on it is
-- nothing. '' where sending costs nothing. A program that does not know it would send for nothing.
alter table shops add column postage text not null default '';
