-- readable_from: 4
-- chargebacks: business; kept ten years. Money of a payment that the buyer's bank has taken back,
-- or had: under the provider's own name of the matter (key), how much the provider says it is
-- (amount), how much of that is out of our books now (booked), and its last word. A program that
-- does not know the table would book nothing of it and could not read the payments that it belongs
-- to.
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

-- chargeback_parts: business; kept ten years. How much of what is booked each order has lost: a
-- payment may be for several, and what is won goes back to them.
create table chargeback_parts (
    chargeback BIG not null references chargebacks (id),
    subject BIG not null,
    amount BIG not null check (amount > 0),
    primary key (chargeback, subject)
) CLUSTERED;
