-- readable_from: 5
-- orders: method is how the buyer pays by the latest try; '' of an order of which nobody knows.
alter table orders add column method text not null default '';
update orders set method =
    coalesce((select p.method from payments p where p.id = orders.payment), '');

-- The operator’s list of all orders: the latest first and by state, by method in the index alone;
-- and what is open by how long it waits.
create index orders_by_placed on orders (placed, id, method);
create index orders_by_state on orders (state, placed, id, method);
create index orders_waiting on orders (coalesce(clock_at, placed), id) where is_open = 1;

-- shop_sales: business; kept for ever. How many orders a shop has had, and what was settled of
-- them, counted in the transaction of the order. A program that does not know the table would let
-- it fall behind.
create table shop_sales (
    asset text not null,
    shop BIG not null,
    orders BIG not null,
    settled_orders BIG not null,
    settled BIG not null,
    primary key (asset, shop)
) CLUSTERED;
create index shop_sales_by_settled on shop_sales (asset, settled, shop);
insert into shop_sales (asset, shop, orders, settled_orders, settled)
    select asset, shop, count(*), sum(case when state = 'completed' then 1 else 0 end),
        cast(sum(case when state = 'completed' then total - refunded else 0 end) as bigint)
    from orders group by asset, shop;
