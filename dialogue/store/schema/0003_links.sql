-- Who began it, as a digest; '' (what is older than this) is nobody's.
alter table practices add column person text not null default '';

create table links (
	id integer primary key,
	practice text not null references practices (id) on delete cascade,
	token blob not null unique, -- its SHA-256: nobody who reads this can use it
	rights text not null,       -- read or annotate
	created integer not null,   -- these four: Unix milliseconds
	expires integer not null,
	revoked integer,            -- null: not
	used integer                -- last; null: never
) strict;

create index links_of on links (practice);
