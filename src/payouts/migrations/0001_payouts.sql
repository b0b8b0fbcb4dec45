-- readable_from: 1
-- payout_accounts: personal; kept until its member leaves. Where a seller is paid and how often.
-- schedule is none where they chose none. Nothing is paid before rests_until, which was reckoned
-- by a version of a policy when the account was named; refused is why the bank sent money back.
create table payout_accounts (
    member BIG not null primary key,
    holder text not null,
    iban text not null,
    schedule text,
    named BIG not null,
    rests_until BIG not null,
    rests_version BIG not null,
    refused text
) STRICT;

-- payout_source: business; kept for ever. The one account that the market pays from.
create table payout_source (
    id BIG not null primary key check (id = 1),
    holder text not null,
    iban text not null,
    set_by BIG not null,
    at BIG not null
) STRICT;

-- payout_runs: business; kept ten years. What goes to the bank in one file. next is the member up
-- to whom sellers were looked at; holder and iban are the market's account when the run was begun,
-- so that its file stays the same. settling: the operator said that the bank has paid it all.
create table payout_runs (
    id BIG not null primary key,
    occasion text not null,
    state text not null,
    asset text not null,
    due BIG not null,
    next BIG not null,
    payouts BIG not null,
    amount BIG not null,
    open BIG not null,
    holder text not null,
    iban text not null,
    made_by BIG not null,
    reason text not null,
    at BIG not null,
    handed_at BIG,
    settling BIG not null
) STRICT;
create index payout_runs_collecting on payout_runs (id) where state = 'collecting';

-- payouts: personal; kept ten years. Money on its way to a member: to whom at which bank, as the
-- books need it and as its file says it, whatever became of the account. run is none while it waits
-- for one; reason is what the bank or the operator said of its end.
create table payouts (
    id BIG not null primary key,
    member BIG not null,
    run BIG references payout_runs (id),
    occasion text not null,
    state text not null,
    asset text not null,
    amount BIG not null check (amount > 0),
    holder text not null,
    iban text not null,
    at BIG not null,
    ended BIG,
    reason text not null
) STRICT;
create index payouts_of_member on payouts (member, id);
create index payouts_of_run on payouts (run, id);
create index payouts_waiting on payouts (id) where state = 'waiting';

-- payout_statements: business; kept ten years. Files of the bank that were read, each once: digest
-- is of its bytes.
create table payout_statements (
    id BIG not null primary key,
    digest text not null unique,
    name text not null,
    parts BIG not null,
    done BIG not null,
    entries BIG not null,
    paid BIG not null,
    returned BIG not null,
    known BIG not null,
    unfit BIG not null,
    others BIG not null,
    read_by BIG not null,
    at BIG not null
) STRICT;

-- payout_statement_parts: log; until they are booked. What was read and is still to be looked at.
create table payout_statement_parts (
    statement BIG not null references payout_statements (id),
    part BIG not null,
    entries text not null,
    primary key (statement, part)
) STRICT;

-- payout_entries: personal; kept ten years. The bank's movements that are about payouts, or take
-- money for something that nobody knows: what the bank said, and what came of it. key is the bank's
-- own, so that a movement counts once in however many statements it stands.
create table payout_entries (
    id BIG not null primary key,
    statement BIG not null references payout_statements (id),
    key text not null unique,
    direction text not null,
    amount BIG not null,
    asset text not null,
    end_to_end text not null,
    said text not null,
    payout BIG,
    fate text not null,
    at BIG not null,
    seen_at BIG,
    seen_reason text not null
) STRICT;
create index payout_entries_of_payout on payout_entries (payout);
create index payout_entries_open on payout_entries (id)
    where seen_at is null and fate not in ('paid', 'returned', 'known');
