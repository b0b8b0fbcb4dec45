-- readable_from: 11
-- imports.pictures: how many addresses of pictures stood in the file and were left out. A program
-- that does not know it cannot read the packs, which count them row by row; import_problems has
-- them as number 0 of a row.
alter table imports add column pictures BIG not null default 0;
