-- readable_from: 1
-- fee_tables: business; kept for ever. Every version of the table of fees, from when it counts, by
-- whom it was set and why. The newest that has begun is in force.
create table fee_tables (
    version BIG not null primary key,
    counts_from BIG not null,
    set_at BIG not null,
    set_by BIG not null,
    reason text not null
) CLUSTERED;

-- fee_rows: business; kept for ever. What a version asks of which goods of which sellers; '' is
-- all. lowest and most are per order, of the goods that the row fits; most may be without limit.
create table fee_rows (
    version BIG not null references fee_tables (version),
    number BIG not null,
    category text not null,
    tier text not null,
    rate_ppm BIG not null check (rate_ppm >= 0),
    lowest BIG not null check (lowest >= 0),
    most BIG,
    primary key (version, number)
) CLUSTERED;

-- fee_tiers: business; kept for ever. To which tier a seller belongs since when, by whom and why;
-- '' is none.
create table fee_tiers (
    seller BIG not null,
    number BIG not null,
    tier text not null,
    since BIG not null,
    set_at BIG not null,
    set_by BIG not null,
    reason text not null,
    primary key (seller, number)
) CLUSTERED;
