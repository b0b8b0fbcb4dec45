-- readable_from: 3
-- exchange_rates: business; kept for ever. What one unit of a currency cost in another on a day, in
-- billionths, who entered it and where they had it from. A correction is another row: of one day
-- the last one counts.
create table exchange_rates (
    id BIG not null primary key,
    base text not null,
    quote text not null,
    day BIG not null,
    billionths BIG not null check (billionths > 0),
    source text not null,
    at BIG not null,
    entered_by BIG not null
) CLUSTERED;
create index exchange_rates_by_day on exchange_rates (base, quote, day, id);
