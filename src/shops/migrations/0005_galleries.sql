-- readable_from: 1
-- gallery_pictures: business; kept for ever. Which pictures a version shows, in their order; never
-- changed. Many versions share one gallery, because a price changes more often than a picture.
create table gallery_pictures (
    gallery BIG not null,
    place BIG not null,
    picture BIG not null,
    primary key (gallery, place)
) CLUSTERED;
create index gallery_pictures_by_picture on gallery_pictures (picture);

-- 0: a version without pictures.
alter table listing_versions add column gallery BIG not null default 0;
create index listing_versions_by_gallery on listing_versions (gallery) where gallery <> 0;
