-- readable_from: 1
-- jobs: when a job that fails was to be done at first, and since when it fails; null where it does
-- not. One that is set aside has the state 'dead' and stays until somebody has it tried again.
alter table jobs add column first_due BIG;
alter table jobs add column failing_since BIG;
update jobs set first_due = due, failing_since = due where state = 'waiting' and attempts > 0;
create index jobs_in_trouble on jobs (state, failing_since, id)
    where failing_since is not null and state <> 'done';
