create trigger clicks_count after insert on clicks begin update links set hits = hits + 1 where slug = new.slug; end;
insert into clicks(slug,at,country) values('a',1,'CH'),('a',2,null),('b',3,'PT');
