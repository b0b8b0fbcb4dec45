-- readable_from: 1
-- saved_listings: personal; kept until its member takes it back or is erased. What somebody put
-- aside to look at again, with what it cost then; nobody else is told. seq counts in the order of
-- saving, and lists go by it.
create table saved_listings (
    member BIG not null,
    listing BIG not null,
    seq BIG not null,
    at BIG not null,
    price_minor BIG not null,
    price_currency text not null,
    primary key (member, listing)
) CLUSTERED;
create index saved_by_seq on saved_listings (member, seq);
