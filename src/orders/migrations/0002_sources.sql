-- readable_from: 1
-- order_sources: business; kept ten years. Which page an order came from, where its buyer's address
-- bar said so: a listing's, a shop's or a post. Nothing about whoever came.
create table order_sources (
    order_id BIG not null primary key references orders (id),
    seller BIG not null,
    door text not null,
    thing BIG not null,
    at BIG not null
) CLUSTERED;
create index order_sources_by_seller on order_sources (seller, at);
