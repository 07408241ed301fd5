create table if not exists users (id integer primary key, name text not null, role text default 'user', seen integer);
create table if not exists log (at integer default 0, line text);
create temp table scratch (n integer);
create temporary trigger scratch_log after insert on scratch begin insert into log (line) values ('scratch; ' || new.n); end;
create temp trigger if not exists users_log after insert on users
begin
  insert into log (line) values ('new user; ' || new.name);
  insert into scratch values (new.id);
end;
Create Trigger users_role Before Update Of role On users
  When new.role not in ('user', 'admin')
Begin
  select raise(abort, 'no such role; end;');
End;
insert into users (name) values ('ann'), ('bob');
insert or ignore into users (id, name) values (1, 'again');
insert or replace into users (id, name, role) values (2, 'bobby', 'admin');
replace into users values (3, 'cay', 'user', null);
update or ignore users set role = 'admin' where name = 'ann';
explain update users set role = 'nobody';
explain query plan select * from users where id = 1;
explain create trigger never after insert on users begin insert into log (line) values ('never;'); end;
EXPLAIN QUERY PLAN CREATE TEMP TRIGGER never AFTER INSERT ON users BEGIN SELECT 1; SELECT 2; END;
Select Case role When 'admin' Then 1 Else 2 End As "end" From users;
delete from users where id = 3 returning id, name;
drop trigger if exists users_role;
drop table if exists nothing_like_it;
insert into scratch select id * 10 from users
