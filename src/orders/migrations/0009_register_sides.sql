-- readable_from: 8
-- The operator’s list of all orders, of one buyer or of one stall: the latest first.
create index orders_by_buyer_placed on orders (buyer, placed, id);
create index orders_by_seller_placed on orders (seller, placed, id);
