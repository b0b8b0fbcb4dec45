-- readable_from: 1
-- blocks: personal; kept until taken back or erased. Who wants to have nothing to do with whom; it
-- counts for both, whoever of them said it.
create table blocks (
    member BIG not null,
    other BIG not null check (other <> member),
    since BIG not null,
    primary key (member, other)
) CLUSTERED;
create index blocks_by_age on blocks (member, since, other);
