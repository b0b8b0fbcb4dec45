-- readable_from: 1
-- notices: personal; kept for 90 days. What a member was told in the app, as a kind and ids: who
-- did it (0 for nobody), and what it is about. seq is the order of telling; unread is 1 until its
-- member has seen it.
create table notices (
    seq BIG not null primary key,
    member BIG not null,
    kind text not null,
    actor BIG not null,
    thing BIG not null,
    at BIG not null,
    unread BIG not null
) STRICT;
create index notices_of_member on notices (member, seq);
create index notices_unread on notices (member) where unread = 1;
create index notices_by_age on notices (at);

-- notice_choices: personal; kept until erased. How a member wants to be told of a kind, where they
-- have chosen: 1 or 0.
create table notice_choices (
    member BIG not null,
    kind text not null,
    in_app BIG not null,
    mail BIG not null,
    primary key (member, kind)
) CLUSTERED;
