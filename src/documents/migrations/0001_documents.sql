-- readable_from: 1
-- document_series: business; kept for ever. The last number that each issuer (0: the market, else a
-- seller) gave in a series in a year. A number is given in the transaction that writes its
-- document, so none is left out.
create table document_series (
    issuer BIG not null,
    series text not null,
    year BIG not null,
    last BIG not null,
    primary key (issuer, series, year)
) CLUSTERED;

-- documents: business; kept ten years. What was issued, written once and never changed: content is
-- all that it says, digest the SHA-256 of that. issuer may be the market (0). corrects is the
-- document that a credit note is for, 0 for none; month of a statement is 12 * year + month from 0.
-- net, vat and total are of the document; of a statement total is the closing balance.
create table documents (
    id BIG not null primary key,
    kind text not null,
    issuer BIG not null,
    series text not null,
    year BIG not null,
    number BIG not null,
    recipient BIG not null,
    order_id BIG not null,
    corrects BIG not null,
    month BIG not null,
    at BIG not null,
    asset text not null,
    net BIG not null,
    vat BIG not null,
    total BIG not null,
    content text not null,
    digest text not null,
    unique (issuer, series, year, number)
) CLUSTERED;
create index documents_by_order on documents (order_id, id) where order_id <> 0;
create index documents_by_recipient on documents (recipient, id) where recipient <> 0;
create index documents_by_issuer on documents (issuer, id) where issuer <> 0;
create unique index documents_of_month on documents (recipient, asset, month) where month <> 0;
