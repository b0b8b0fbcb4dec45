-- readable_from: 1
-- What came to its end is swept away after a while, and what fails is counted on every look.
create index jobs_ended on jobs (due) where state <> 'waiting';
create index jobs_failing on jobs (due) where state = 'waiting' and attempts > 0;
