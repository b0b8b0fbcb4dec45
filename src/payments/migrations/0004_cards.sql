-- readable_from: 4
-- chargebacks: business; kept ten years. Money of a payment that the buyer's bank has taken back,
-- or had: under the provider's own name of the matter (key), how much the provider says it is
-- (amount), how much of that is out of our books now (booked), and its last word. A program that
-- does not know the table would book nothing of it and could not read the payments it belongs to.
create table chargebacks (
    id BIG not null primary key,
    key text not null unique,
    payment BIG not null references payments (id),
    subject BIG not null,
    asset text not null,
    amount BIG not null check (amount > 0),
    booked BIG not null,
    state text not null,
    at BIG not null,
    changed BIG not null
) CLUSTERED;
create index chargebacks_by_subject on chargebacks (subject, id);

-- Of a payment on a provider's own page: the provider's name of the session, and the address of the
-- page as long as the buyer may be sent there.
alter table payments add column session text;
alter table payments add column page text;

-- Why a provider refuses a refund, in its own word; none while it has not.
alter table refunds add column refused text;
create index refunds_refused on refunds (id) where state = 'refused';
