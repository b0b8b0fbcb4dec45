-- readable_from: 1
-- Counts once by stars what was judged before shops kept that: in their tables, because nobody else
-- knows the reviews, and in a step, so that no page is shown in between with half of the counts.
update listings set
    rated_one = (select count(*) from reviews r
        where r.listing = listings.id and r.counted = 1 and r.stars = 1),
    rated_two = (select count(*) from reviews r
        where r.listing = listings.id and r.counted = 1 and r.stars = 2),
    rated_three = (select count(*) from reviews r
        where r.listing = listings.id and r.counted = 1 and r.stars = 3),
    rated_four = (select count(*) from reviews r
        where r.listing = listings.id and r.counted = 1 and r.stars = 4),
    rated_five = (select count(*) from reviews r
        where r.listing = listings.id and r.counted = 1 and r.stars = 5)
where ratings > 0;
update shops set
    rated_one = (select count(*) from reviews r
        where r.shop = shops.id and r.counted = 1 and r.stars = 1),
    rated_two = (select count(*) from reviews r
        where r.shop = shops.id and r.counted = 1 and r.stars = 2),
    rated_three = (select count(*) from reviews r
        where r.shop = shops.id and r.counted = 1 and r.stars = 3),
    rated_four = (select count(*) from reviews r
        where r.shop = shops.id and r.counted = 1 and r.stars = 4),
    rated_five = (select count(*) from reviews r
        where r.shop = shops.id and r.counted = 1 and r.stars = 5)
where ratings > 0;
