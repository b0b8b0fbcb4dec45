-- readable_from: 1
-- cases: how many wait to be decided about a member's things.
create index cases_to_do_of_party on cases (party) where to_do = 1;
