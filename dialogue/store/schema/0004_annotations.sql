create table annotations (
	id integer primary key autoincrement, -- never given twice
	practice text not null references practices (id) on delete cascade,
	author text not null, -- who wrote it, and alone may change it
	key text not null,    -- the same author and key again is the same annotation
	name text not null,   -- the author's, as they gave it
	"from" integer not null, -- media time, milliseconds
	"to" integer not null,   -- the same as "from": a point
	text text not null,
	tags text not null,   -- apart by spaces
	parent integer references annotations (id), -- the thread's root; null: it is one
	mark text not null,   -- what it is about, by its place; '': nothing automatic
	evidence text not null, -- the mark's name then
	code text not null,   -- these two as they were when the stand was taken
	verdict text not null,
	stand text not null,  -- agree, disagree, missed or ''
	reason text not null,
	resolved integer not null,
	removed integer not null, -- kept for its replies alone
	created integer not null, -- Unix milliseconds
	edited integer            -- null: never
) strict;

create unique index annotation_once on annotations (practice, author, key);
create unique index annotation_stand on annotations (practice, author, mark) where mark <> '' and stand <> '';
create index annotations_in_order on annotations (practice, "from", id);
create index annotation_replies on annotations (parent) where parent is not null;

create table listened (
	practice text not null references practices (id) on delete cascade,
	author text not null,
	spans text not null, -- [[from, to], …]: apart, in order, milliseconds
	primary key (practice, author)
) strict, without rowid;
