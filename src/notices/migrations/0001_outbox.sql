-- readable_from: 1
-- outbox: personal; kept for 30 days. A mail that a member is to get: what it is about as ids, as
-- a notice says it. address is set where it is not the member's own one any more, and blanked when
-- the mail has left. A job with this row's id sends it; state is waiting, sent, dropped where there
-- was nobody to send it to after all, or refused by the mail server for good.
create table outbox (
    id BIG not null primary key,
    member BIG not null,
    kind text not null,
    actor BIG not null,
    thing BIG not null,
    address text not null,
    state text not null,
    made BIG not null
) STRICT;
create index outbox_of_member on outbox (member, kind, made);
create index outbox_by_age on outbox (made);
