-- readable_from: 1
-- When the operator sent a receipt's money back to its sender, which pays nothing.
alter table receipts add column sent_back BIG;
