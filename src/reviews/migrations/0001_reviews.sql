-- readable_from: 1
-- reviews: business; kept for ever. Who judged what they had paid for, once for each line of an
-- order. seq is the order of writing, and lists are paged by it. counted is 0 once the money went
-- back: the review stays and is no part of any mean. edit_until is frozen by the policy of its day.
create table reviews (
    seq BIG not null primary key,
    id BIG not null unique,
    order_id BIG not null,
    line BIG not null,
    listing BIG not null,
    version BIG not null,
    shop BIG not null,
    seller BIG not null,
    author BIG not null,
    stars BIG not null check (stars between 1 and 5),
    counted BIG not null,
    at BIG not null,
    edit_until BIG not null,
    edited BIG,
    answered BIG,
    unique (order_id, line)
) STRICT;
create index reviews_of_listing on reviews (listing, seq);
create index reviews_of_shop on reviews (shop, seq);

-- review_texts: personal; kept until its writer is erased, then blanked: body is the buyer's and
-- answer the seller's.
create table review_texts (
    review BIG not null primary key,
    body text not null,
    answer text not null
) CLUSTERED;

-- questions: business; kept for ever. Who asked what under a listing, and whether it was answered.
create table questions (
    seq BIG not null primary key,
    id BIG not null unique,
    listing BIG not null,
    seller BIG not null,
    asker BIG not null,
    at BIG not null,
    answered BIG
) STRICT;
create index questions_of_listing on questions (listing, seq);
create index questions_by_asker on questions (asker, at);

-- question_texts: personal; kept until its writer is erased, then blanked: body is the asker's,
-- answer the seller's.
create table question_texts (
    question BIG not null primary key,
    body text not null,
    answer text not null
) CLUSTERED;
