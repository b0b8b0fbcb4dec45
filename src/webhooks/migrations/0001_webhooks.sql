-- readable_from: 1
-- webhook_endpoints: personal; kept until taken back or erased. Where a member's own program, or
-- the market's where owner is 0, wants to hear of what happens. kinds are words with a blank on
-- both sides of each; state is on, off, or failed where the program switched it off. secret signs
-- what is sent there, old_secret as well until old_until. Nothing is sent of events up to
-- after_event. failing_since is when the first try failed after which none has gone well.
create table webhook_endpoints (
    id BIG not null primary key,
    owner BIG not null,
    url text not null,
    description text not null,
    kinds text not null,
    state text not null,
    secret BYTES not null,
    old_secret BYTES,
    old_until BIG,
    after_event BIG not null,
    made BIG not null,
    failures BIG not null,
    failing_since BIG
) STRICT;
create index webhook_endpoints_of_owner on webhook_endpoints (owner, id);

-- webhook_messages: log; kept for webhook_days_kept days, and as long as a delivery of it. What is
-- said of an event, the same to everybody and at every try: a kind, an instant and ids.
create table webhook_messages (
    id BIG not null primary key,
    kind text not null,
    at BIG not null,
    body text not null
) STRICT;
create index webhook_messages_by_age on webhook_messages (at);

-- webhook_deliveries: personal; kept for webhook_days_kept days, or until its endpoint is taken
-- back. A message on its way to an endpoint, and what came of the last try. seq counts those of an
-- endpoint. again is 1 where somebody asked for it to be sent once more. state is waiting,
-- delivered or dead.
create table webhook_deliveries (
    id BIG not null primary key,
    seq BIG not null,
    endpoint BIG not null,
    message BIG not null,
    again BIG not null,
    state text not null,
    tries BIG not null,
    due BIG not null,
    made BIG not null,
    tried BIG,
    status BIG not null,
    failure text,
    took_millis BIG not null,
    answer_head text not null,
    answer_body text not null
) STRICT;
create index webhook_deliveries_by_age on webhook_deliveries (made);
create index webhook_deliveries_of_endpoint on webhook_deliveries (endpoint, seq);
create index webhook_deliveries_of_message on webhook_deliveries (message, endpoint);
create index webhook_deliveries_dead on webhook_deliveries (endpoint, seq) where state = 'dead';
create index webhook_deliveries_waiting on webhook_deliveries (endpoint, due)
    where state = 'waiting';
