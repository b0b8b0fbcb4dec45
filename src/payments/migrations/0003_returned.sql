-- readable_from: 3
-- How much of a payment has gone back, in the books. A program that does not know it would give all
-- back of what has gone back in part.
alter table payments add column returned BIG not null default 0;
update payments set returned = amount where state in ('refund_pending', 'refunded');
create index refunds_by_payment on refunds (payment);
