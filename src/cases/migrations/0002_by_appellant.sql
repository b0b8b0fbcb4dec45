-- readable_from: 1
-- Whose appeals and whose cases they are is asked when somebody takes a copy along or leaves.
create index appeals_by_appellant on appeals (appellant);
create index cases_by_party on cases (party, seq);
