-- readable_from: 1
-- When the operator sent a receipt's money back to its sender, which pays nothing.
alter table receipts add column sent_back BIG;
create index receipts_open on receipts (id)
    where sent_back is null and why not in ('nothing', 'order_over');
