-- readable_from: 1
-- Whose appeals they are is asked when somebody takes a copy along or leaves.
create index appeals_by_appellant on appeals (appellant);
