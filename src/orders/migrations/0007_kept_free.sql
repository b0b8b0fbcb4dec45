-- readable_from: 6
-- Nothing: the number belongs to a change that is written beside this one.
select 1;
