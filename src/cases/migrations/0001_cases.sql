-- readable_from: 1
-- cases: business; kept for ever. What a moderator has to decide, about what and about whom, by
-- which rule, how far it has come and until when. seq is the order of opening. subject_version and
-- title are of the thing as it was when the case was opened. gathers is 1 while reports about the
-- same thing join it, to_do while a moderator is wanted. held is 1 while the thing is kept from
-- others until it is decided, touched once anything was done to its party. Members who are nobody
-- are 0, and times that are not are 0.
create table cases (
    seq BIG not null primary key,
    id BIG not null unique,
    kind text not null,
    subject_kind text not null,
    subject BIG not null,
    subject_version BIG not null,
    title text not null,
    party BIG not null,
    source text not null,
    rule text not null,
    rule_version BIG not null,
    reports BIG not null,
    opened BIG not null,
    state text not null,
    gathers BIG not null,
    to_do BIG not null,
    measure text,
    held BIG not null,
    held_once BIG not null,
    touched BIG not null,
    assignee BIG not null,
    lease_until BIG not null,
    decided_by BIG not null,
    due BIG not null,
    appeal_until BIG not null
) STRICT;
create unique index cases_gathering on cases (subject_kind, subject) where gathers = 1;
create index cases_of_subject on cases (subject_kind, subject, seq);
create index cases_to_do on cases (due, seq) where to_do = 1;
create index cases_of_party on cases (party, seq) where touched = 1;

-- reports: business; kept for ever. Who reported what, as which version of it, under which rule.
-- seq is the order of reporting.
create table reports (
    seq BIG not null primary key,
    id BIG not null unique,
    case_id BIG not null,
    reporter BIG not null,
    subject_kind text not null,
    subject BIG not null,
    subject_version BIG not null,
    rule text not null,
    rule_version BIG not null,
    at BIG not null,
    unique (reporter, subject_kind, subject, subject_version)
) STRICT;
create index reports_of_case on reports (case_id, seq);
create index reports_by_reporter on reports (reporter, seq);

-- report_texts: personal; kept until the reporter is erased, then blanked.
create table report_texts (
    report BIG not null primary key,
    words text not null
) CLUSTERED;

-- decisions: business; kept for ever. The statement of reasons of every measure: number 0 keeps the
-- thing from others while it is looked at, 1 decides, from 2 on an appeal is decided.
-- until is when the measure ends by itself, appeal_until until when it can be appealed against.
create table decisions (
    case_id BIG not null,
    number BIG not null,
    decider BIG not null,
    measure text not null,
    rule text not null,
    rule_version BIG not null,
    source text not null,
    automated_detection BIG not null,
    automated_decision BIG not null,
    scope text not null,
    at BIG not null,
    until BIG,
    appeal_until BIG,
    primary key (case_id, number)
) CLUSTERED;

-- decision_texts: personal; kept until the party is erased, then blanked. The facts relied on.
create table decision_texts (
    case_id BIG not null,
    number BIG not null,
    facts text not null,
    primary key (case_id, number)
) CLUSTERED;

-- appeals: business; kept for ever. Who appealed against which decision of a case, each at most
-- once: its party, or somebody who had reported it.
create table appeals (
    case_id BIG not null,
    number BIG not null,
    appellant BIG not null,
    role text not null,
    at BIG not null,
    primary key (case_id, number)
) CLUSTERED;

-- appeal_texts: personal; kept until the appellant is erased, then blanked.
create table appeal_texts (
    case_id BIG not null,
    number BIG not null,
    words text not null,
    primary key (case_id, number)
) CLUSTERED;

-- case_log: business; kept for ever, only ever added to. Every step of every case, in the order of
-- happening: who took it, in which role, from which state to which, with what measure. digest is
-- SHA-256 over the digest before it and this row.
create table case_log (
    seq BIG not null primary key,
    case_id BIG not null,
    at BIG not null,
    act text not null,
    role text not null,
    member BIG not null,
    from_state text not null,
    to_state text not null,
    measure text not null,
    digest BYTES not null
) STRICT;
create index case_log_of_case on case_log (case_id, seq);
