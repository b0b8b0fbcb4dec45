-- readable_from: 1
-- imports: business; kept for ever. A catalogue on its way into a shop, and what came of it. seq
-- counts within the owner.
create table imports (
    id BIG not null primary key,
    seq BIG not null,
    shop BIG not null references shops (id),
    owner BIG not null,
    audience text not null,
    mode text not null,
    state text not null,
    rows_total BIG not null,
    rows_done BIG not null,
    created BIG not null,
    changed BIG not null,
    unchanged BIG not null,
    refused BIG not null,
    at BIG not null,
    unique (owner, seq)
) STRICT;

-- import_packs: personal; kept 30 days, or until they were applied. The rows of the file in packs
-- of one step each, as CSV.
create table import_packs (
    import BIG not null references imports (id),
    number BIG not null,
    csv text not null,
    primary key (import, number)
) STRICT;

-- import_problems: personal; kept 30 days. What is wrong with which field of which row.
create table import_problems (
    import BIG not null references imports (id),
    mode text not null,
    row BIG not null,
    number BIG not null,
    field text not null,
    code text not null,
    value text not null,
    primary key (import, mode, row, number)
) STRICT;
