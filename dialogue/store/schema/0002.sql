create table reports (
	practice text not null references practices (id) on delete cascade,
	rubric text not null,
	version integer not null, -- of the rubric; older ones stay
	json text not null,       -- the whole report
	primary key (practice, rubric, version)
) strict, without rowid;
