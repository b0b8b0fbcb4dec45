-- readable_from: 2
-- search_goods: how goods reach a buyer: sent is 1 where they are sent, picked_up where they may be
-- fetched. What was put in before says neither until all goods are folded again, which the rules
-- of the program ask for. A program that does not know the columns would put goods in without them.
alter table search_goods add column sent BIG not null default 0;
alter table search_goods add column picked_up BIG not null default 0;
