-- readable_from: 4
-- What a transfer was asked for at first, where less is due now because an order of the purchase
-- was called off. A program that does not know it leaves a transfer of the first sum to the
-- operator.
alter table payments add column asked BIG;
