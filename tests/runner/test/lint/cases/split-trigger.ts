import type { Case } from './case.ts';
import { users } from './schemas.ts';

const trigger = (body: string): string => `create trigger t after insert on users begin\n  ${body};\nend`;

export const splitTrigger: readonly Case[] = [
  {
    title: 'a line end in a string',
    migrations: [[users, trigger("update users set email = 'a\nb' where id = new.id")]],
    finds: ['split-trigger 1.2'],
  },
  {
    title: 'a line end in a name',
    migrations: [[users, trigger('insert into users (email) select new.email as "a\nb"')]],
    finds: ['split-trigger 1.2'],
  },
  {
    title: 'not what can be written on one line',
    migrations: [
      [users, trigger("update users set email = case when 1 then 'a' end /* don't */ where id = new.id")],
    ],
    finds: [],
  },
  {
    title: 'not a trigger that fails',
    migrations: [[users, 'create trigger t after insert on nowhere begin\n select 1; end']],
    finds: ['failing-statement 1.2'],
  },
];
