-- readable_from: 1
-- What somebody said, and what they answered, is found when they take a copy along or leave.
create index reviews_by_author on reviews (author, seq);
create index reviews_by_seller on reviews (seller, seq);
create index questions_by_seller on questions (seller, seq);
