-- readable_from: 6
-- shops: from when until when a shop shows its goods and sells none, and what it says about that
-- (personal; blanked with the name). Null: it sells. A program that does not
-- know it would sell all the same.
alter table shops add column closed_from BIG;
alter table shops add column closed_until BIG;
alter table shops add column closed_note text not null default '';
