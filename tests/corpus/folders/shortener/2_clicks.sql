create table clicks(
	id integer primary key,
	slug text not null references links(slug) on delete cascade,
	at integer not null,
	country text
);
create index clicks_slug on clicks(slug,at);