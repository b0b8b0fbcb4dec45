-- readable_from: 1
-- policy_versions: business; kept for ever. Every value that a policy ever had, from version 1 on;
-- the default, version 0, is in the program.
create table policy_versions (
    name text not null,
    version BIG not null,
    value BIG not null,
    since BIG not null,
    set_by BIG not null,
    reason text not null,
    primary key (name, version)
) CLUSTERED;
