create table usage (
	practice text not null references practices (id) on delete cascade,
	kind text not null,   -- stt, llm or tts
	engine text not null, -- its name in the configuration
	host text not null,   -- to which it sent words or sound; '': none left this machine
	calls integer not null,
	faults integer not null, -- of the calls
	tokens_in integer not null,
	tokens_out integer not null,
	estimated integer not null, -- some of the tokens
	sound integer not null,     -- milliseconds of speech understood or made
	characters integer not null,
	primary key (practice, kind, engine)
) strict, without rowid;
