-- readable_from: 1
-- Who does errands looks for them among all the clocks of the market.
create index jobs_by_kind on jobs (kind, due, id) where state = 'waiting';
drop index jobs_failing;
