-- readable_from: 1
-- A timeline takes the newest of each author whom its reader may see, and of everybody's: it must
-- not walk past what thousands of others show to their own friends.
create index moments_by_author on moments (author, seq);
create index moments_for_everybody on moments (seq) where audience = 'everybody';
