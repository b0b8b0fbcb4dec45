-- readable_from: 1
-- payments: business; kept ten years. One try to pay for one thing: what was asked of a provider or
-- of a bank, and what came of it. The id is also the key under which a provider captures it, so it
-- captures once however often it is asked. subject is what is paid for, an order.
create table payments (
    id BIG not null primary key,
    subject BIG not null,
    method text not null,
    asset text not null,
    amount BIG not null check (amount > 0),
    state text not null,
    reference text,
    attempts BIG not null,
    at BIG not null
) CLUSTERED;
create unique index payments_by_reference on payments (reference) where reference is not null;
create index payments_awaited on payments (id) where state = 'awaiting_transfer';

-- refunds: business; kept ten years. Money that goes back to where a payment came from. The books
-- have given it back already; state says whether the provider, or a person at the bank, has too.
create table refunds (
    id BIG not null primary key,
    payment BIG not null references payments (id),
    subject BIG not null,
    method text not null,
    asset text not null,
    amount BIG not null check (amount > 0),
    state text not null,
    at BIG not null
) CLUSTERED;
create index refunds_by_hand on refunds (id) where state = 'by_hand';

-- receipts: personal; kept ten years. Lines of the operator's bank statement as they were entered,
-- each once for ever. reference is what the sender wrote and reason what the operator did: free
-- text. why says what was wrong with a line that pays nothing.
create table receipts (
    id BIG not null primary key,
    statement_line text not null unique,
    reference text not null,
    asset text not null,
    amount BIG not null check (amount > 0),
    payment BIG references payments (id),
    subject BIG not null,
    why text not null,
    entered_by BIG not null,
    reason text not null,
    at BIG not null
) STRICT;
