-- migrate:up
create table agents (id integer primary key, name text not null);
alter table tickets add column agent_id integer references agents (id);
create index tickets_agent on tickets (agent_id);

-- migrate:down
drop index tickets_agent;
alter table tickets drop column agent_id;
drop table agents;
