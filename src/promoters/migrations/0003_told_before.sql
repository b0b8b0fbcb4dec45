-- readable_from: 1
-- What had gone back of an earning before it was kept how much of that was told: its member was
-- told of it then, and is not told of it once more with what goes back next. Programs of both kinds
-- leave nothing untold, so that it is right for orders of either.
update promoted_orders set
    first_told = coalesce((select cast(sum(s.back) as bigint) from order_shares s
        where s.order_id = promoted_orders.order_id and s.purpose = 'promoter'
        and s.owner = promoted_orders.promoter), first_told),
    second_told = coalesce((select cast(sum(s.back) as bigint) from order_shares s
        where s.order_id = promoted_orders.order_id and s.purpose = 'promoter_second'
        and s.owner = promoted_orders.recruiter), second_told);
