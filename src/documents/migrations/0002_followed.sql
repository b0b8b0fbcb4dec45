-- readable_from: 2
-- Documents are written by a listener with a cursor, and no longer in the transaction of what they
-- are about: what was told until now has its documents. An older program would write them as well.
insert into cursors (listener, seq) select 'documents', coalesce(max(seq), 0) from events;
