-- readable_from: 10
-- orders.postage: what of the total is for sending it, as the buyer was shown; 0 where it is picked
-- up or was sent for nothing. It is no row of order_lines, which are goods. A program that does not
-- know it would take a commission of it back.
alter table orders add column postage BIG not null default 0;
