-- readable_from: 2
-- payout_entries: all movements are kept, also what was received and is not about payouts
-- ('received'), which is a list of its own. A program that does not know the new fates could not
-- read such a row. What was said of a payout is asked for each movement that names it.
drop index payout_entries_open;
create index payout_entries_open on payout_entries (id)
    where seen_at is null and fate not in ('paid', 'returned', 'known', 'received');
create index payout_entries_received on payout_entries (id)
    where seen_at is null and fate = 'received';
drop index payout_entries_of_payout;
create index payout_entries_of_payout on payout_entries (payout, fate, direction);
