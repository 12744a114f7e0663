create table practices (
	id text primary key, -- sorts by age
	scenario text not null,
	title text not null,
	scenario_sha256 text not null,
	language text not null,
	started integer not null, -- Unix milliseconds
	length integer not null,  -- media time, milliseconds
	complete integer not null,
	recorded integer not null,
	turns integer not null,
	state text not null -- live, ended or broken
) strict, without rowid;

create table events (
	practice text not null references practices (id) on delete cascade,
	seq integer not null,
	at integer not null,
	kind text not null,
	json text not null, -- the whole event as the timeline writes it
	primary key (practice, seq)
) strict, without rowid;

create table settings (key text primary key, value text not null) strict, without rowid;
