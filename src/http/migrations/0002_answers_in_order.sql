-- readable_from: 2
-- answers: as before, in the order of id, which is about that of age: what is old is found without
-- an index of its own. Those of before have ids below every other.
create table answers_in_order (
    id BIG not null primary key,
    k1 BIG not null,
    k2 BIG not null,
    digest BYTES not null,
    status BIG not null,
    at BIG not null,
    body text not null,
    unique (k1, k2)
) CLUSTERED;
insert into answers_in_order (id, k1, k2, digest, status, at, body)
select row_number() over (order by at, k1, k2) - (select count(*) from answers) as id, k1, k2,
    digest, status, at, body
from answers;
drop table answers;
alter table answers_in_order rename to answers;
