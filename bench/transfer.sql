-- The same transfer as a PostgreSQL function with row locks, called by many connections at once:
-- what one gets without a writer that batches. bench/postgres.py feeds both halves to psql and
-- pgbench; the line of dashes divides them.
create table accounts (
    id bigint primary key, lowest bigint, balance bigint not null
);
create table transfers (
    id bigint primary key, at bigint not null, purpose text not null, asset text not null,
    subject bigint not null
);
create table postings (
    account bigint not null references accounts (id), transfer bigint not null,
    amount bigint not null, balance bigint not null, primary key (account, transfer)
);
create table answers (
    k1 bigint not null, k2 bigint not null, digest bytea not null, status bigint not null,
    at bigint not null, body text not null, primary key (k1, k2)
);
insert into accounts select i, null, 0 from generate_series(1, 20000) as i;

create function transfer(key bigint, source bigint, target bigint, minor bigint)
returns bigint language plpgsql as $$
declare
    after bigint;
    party bigint;
    part bigint;
begin
    insert into answers values (key, 0, '\x00', 201, 0, 'an answer of about the size that ours '
        'has, which says the transfer, both accounts and the amount') on conflict do nothing;
    if not found then return 0; end if;
    insert into transfers values (key, 0, 'settle', 'EUR', 0);
    -- In the order of ids, or two opposite transfers would wait for each other.
    for party in select unnest(array[least(source, target), greatest(source, target)]) loop
        part := case when party = source then -minor else minor end;
        update accounts set balance = balance + part
            where id = party and (lowest is null or balance + part >= lowest)
            returning balance into strict after;
        insert into postings values (party, key, part, after);
    end loop;
    return key;
end $$;
--------
\set source random(1, 20000)
\set target (:source + random(1, 19998)) % 20000 + 1
\set minor random(1, 5000)
\set key random(1, 9000000000000000000)
select transfer(:key, :source, :target, :minor);
