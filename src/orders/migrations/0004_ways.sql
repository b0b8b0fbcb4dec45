-- readable_from: 4
-- orders.way: whether the goods are sent or picked up. orders.promised: by when goods that were
-- ordered ahead are to be sent or ready; null where they were there. A program that does not know
-- it would cancel them before that.
alter table orders add column way text not null default 'ship';
alter table orders add column promised BIG;

-- order_texts.country: where it goes, ISO 3166-1 alpha-2, '' where nobody said.
alter table order_texts add column country text not null default '';
