-- readable_from: 9
-- pickup_places: personal; blanked when the seller is forgotten. Where goods are picked up: area is
-- for everybody, place for who has paid. Written once; many versions share one.
create table pickup_places (
    id BIG not null primary key,
    area text not null,
    place text not null
) STRICT;

-- listing_versions: how goods reach the buyer. handover_ways: ship, pick_up or both; _pickup: the
-- id of a place, 0 where there is none; _regions: the countries it is sent to, "AT,DE", '' for
-- everywhere; _ahead: by when it is promised to be sent, null for what is there. A program that
-- does not know them would sell what cannot be sent.
alter table listing_versions add column handover_ways text not null default 'ship';
alter table listing_versions add column handover_pickup BIG not null default 0;
alter table listing_versions add column handover_regions text not null default '';
alter table listing_versions add column handover_ahead BIG;
create index listing_versions_by_pickup on listing_versions (handover_pickup)
    where handover_pickup <> 0;
