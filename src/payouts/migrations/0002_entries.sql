-- readable_from: 2
-- payout_entries: what was said of a payout is asked for each movement that names it. A program
-- that does not know the fates 'contradicts' and 'no_return' could not read such a row.
drop index payout_entries_of_payout;
create index payout_entries_of_payout on payout_entries (payout, fate, direction);
