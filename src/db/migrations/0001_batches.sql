-- readable_from: 1
-- batches: log; kept for ever: the chain hangs on it. In the order of seq and with no other index,
-- so that a batch of one command writes one page here and not three.
create table batches_in_order (
    seq BIG not null primary key,
    id BIG not null,
    at BIG not null,
    events BIG not null,
    chain BYTES not null
) CLUSTERED;
insert into batches_in_order (seq, id, at, events, chain)
select seq, id, at, events, chain from batches order by seq;
drop table batches;
alter table batches_in_order rename to batches;
