-- readable_from: 6
-- Of a payment on a provider's own page: the provider's name of the session, and the address of the
-- page as long as the buyer may be sent there. A program that does not know them does not know the
-- method either, and could not read such payments.
alter table payments add column session text;
alter table payments add column page text;

-- Why a provider refuses a refund, in its own word; none while it has not.
alter table refunds add column refused text;
create index refunds_refused on refunds (id) where state = 'refused';
