-- readable_from: 1
-- Whoever looks for what is due begins with the endpoints that are on.
create index webhook_endpoints_on on webhook_endpoints (id) where state = 'on';
