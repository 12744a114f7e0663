alter table practices add column focus text not null default ''; -- what the exercise was for, by its code; '': none
