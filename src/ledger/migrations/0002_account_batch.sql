-- readable_from: 2
-- accounts.batch: which link of the chain covers the account as it was opened; 0: opened before the
-- chain covered accounts. A program that does not know it would call such a link broken.
alter table accounts add column batch BIG not null default 0;
