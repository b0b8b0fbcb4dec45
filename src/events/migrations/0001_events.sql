-- readable_from: 1
-- events: log; kept while a cursor needs them and 30 days. What happened, in the transaction that
-- made it true. seq is dense. The payload holds ids and numbers, never personal text.
create table events (
    seq BIG not null primary key,
    kind text not null,
    version BIG not null,
    at BIG not null,
    subject BIG not null,
    payload text not null
) CLUSTERED;

-- cursors: log; kept for ever. How far each after-commit listener has read.
create table cursors (
    listener text not null primary key,
    seq BIG not null
) STRICT;

-- jobs: log; kept for 30 days after they ended. What is to happen later, each committed once.
create table jobs (
    id BIG not null primary key,
    kind text not null,
    due BIG not null,
    state text not null,
    attempts BIG not null,
    subject BIG not null,
    payload text not null,
    last_error text not null
) CLUSTERED;
create index jobs_by_due on jobs (due, id) where state = 'waiting';
create index jobs_by_subject on jobs (subject, kind) where state = 'waiting';
