-- readable_from: 6
-- order_disputes: business; kept ten years. What a buyer asked for, did not get and brought before
-- a moderator, each question at most once: the disputed sum, how much of it lies in the order's
-- account `disputed` (aside), until when the seller has to answer by this version of the policy,
-- and what came of it. settled is 1 where the seller had the money already. case_id is 0 until a
-- moderator is wanted. A program that does not know the table would settle what is disputed.
create table order_disputes (
    id BIG not null primary key,
    order_id BIG not null references orders (id),
    refund BIG not null references order_refunds (id),
    state text not null,
    disputed BIG not null check (disputed > 0),
    aside BIG not null,
    settled BIG not null,
    given BIG not null,
    at BIG not null,
    answer_by BIG not null,
    policy_version BIG not null,
    answered BIG,
    case_id BIG not null,
    decided BIG,
    appeal_until BIG,
    ended BIG,
    unique (refund)
) CLUSTERED;
create index order_disputes_by_order on order_disputes (order_id, id);
create unique index order_disputes_live on order_disputes (order_id) where ended is null;
create index order_disputes_by_case on order_disputes (case_id);

-- order_evidence: business; kept ten years. Who said or showed something about a dispute, and when.
create table order_evidence (
    dispute BIG not null references order_disputes (id),
    number BIG not null,
    party text not null,
    at BIG not null,
    primary key (dispute, number)
) CLUSTERED;

-- order_evidence_texts: personal; kept until two years after the order is over, or until whoever
-- wrote it leaves. What both sides say of a dispute: made to be blanked.
create table order_evidence_texts (
    dispute BIG not null,
    number BIG not null,
    words text not null,
    primary key (dispute, number)
) CLUSTERED;

-- order_evidence_pictures: personal; kept until two years after the order is over, or until whoever
-- showed it leaves.
create table order_evidence_pictures (
    dispute BIG not null,
    number BIG not null,
    place BIG not null,
    picture BIG not null,
    primary key (dispute, number, place)
) CLUSTERED;
create index order_evidence_by_picture on order_evidence_pictures (picture);
