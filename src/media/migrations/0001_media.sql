-- readable_from: 1
-- pictures: business; kept until nobody names them any more. Who sent which picture, and how many
-- bytes all its sizes take. used is 1 for good once something that never changes shows it.
create table pictures (
    id BIG not null primary key,
    owner BIG not null,
    bytes BIG not null,
    used BIG not null,
    made BIG not null
) CLUSTERED;
create index pictures_unused on pictures (made) where used = 0;

-- picture_sizes: business; kept as long as their picture. The sizes that there are of it, 1 the
-- smallest, and the SHA-256 of each in hex, by which its bytes are found.
create table picture_sizes (
    picture BIG not null references pictures (id),
    size BIG not null,
    width BIG not null,
    height BIG not null,
    digest text not null,
    primary key (picture, size)
) CLUSTERED;
create index picture_sizes_by_digest on picture_sizes (digest);

-- picture_usage: business; kept for ever. How many pictures a member has here, and their bytes.
create table picture_usage (
    member BIG not null primary key,
    pictures BIG not null,
    bytes BIG not null
) CLUSTERED;

-- picture_key: business; kept for ever. What the addresses of pictures are signed with.
create table picture_key (
    id BIG not null primary key check (id = 1),
    bytes BYTES not null
) STRICT;

-- blobs: personal; kept as long as something names them. The bytes of pictures by their SHA-256 in
-- hex, where several programs share a market; where one has it alone they are files.
create table blobs (
    digest text not null primary key,
    bytes BYTES not null
) STRICT;
