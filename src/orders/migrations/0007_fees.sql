-- readable_from: 7
-- order_fees: business; kept ten years. By which rows of the table of fees the commission of an
-- order came about, where there was a table: which goods each fits, what they cost and what it made
-- of them, frozen when the order was placed. row_number 0 is the plain policy, in its version.
-- lines names the lines, "1,3"; none for all of them. A program that does not know the table
-- would take back another commission than what the rows ask of what remains.
create table order_fees (
    order_id BIG not null references orders (id),
    number BIG not null,
    version BIG not null,
    row_number BIG not null,
    category text not null,
    tier text not null,
    rate_ppm BIG not null,
    lowest BIG not null,
    most BIG,
    total BIG not null,
    amount BIG not null,
    lines text not null,
    primary key (order_id, number)
) CLUSTERED;

-- listing_categories: business; kept while the listing is. To which category of the table of fees
-- goods belong; those that are not named belong to none.
create table listing_categories (
    listing BIG not null primary key,
    category text not null,
    set_at BIG not null,
    set_by BIG not null
) CLUSTERED;
