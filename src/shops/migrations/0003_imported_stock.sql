-- readable_from: 1
-- What the last catalogue that was imported said of a listing's stock; null where none did. A file
-- that says the same again must not bring back what was sold since.
alter table listings add column imported_stock BIG;
