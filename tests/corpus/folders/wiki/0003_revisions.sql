create trigger pages_rev after update of body on pages
when old.body <> new.body
begin
  insert into revisions (page_id, rev, body) values (old.id, old.rev, old.body); -- what it was; not what it is
  update pages set rev = old.rev + 1 where id = new.id;
end;
