-- readable_from: 3
-- search_goods: how well goods are rated at least, in hundredths of a star (the lower end of the
-- interval, 0 where nobody has judged), by which the best are found. What was put in before says 0
-- until all goods are folded again, which the rules of the program ask for. A program that does not
-- know the column would leave it behind.
alter table search_goods add column rating BIG not null default 0;
create index search_goods_by_rating on search_goods (rating, seq);
