-- readable_from: 4
-- A dispute is a case of its own kind: claimant is who wants something of its party, disputed the
-- sum in `asset`, given how much of it goes back by the last decision. A program that does not know
-- the kind could not read such a case.
alter table cases add column claimant BIG not null default 0;
alter table cases add column disputed BIG not null default 0;
alter table cases add column given BIG not null default 0;
alter table cases add column asset text not null default '';
create index cases_by_claimant on cases (claimant, seq);

-- decisions: given is how much of a disputed sum goes back.
alter table decisions add column given BIG not null default 0;
