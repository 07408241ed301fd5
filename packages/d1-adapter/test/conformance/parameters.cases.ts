// How values given by position reach parameters of every form.

import { all, type Call, exec } from './call.ts';

export const parameterCases: Readonly<Record<string, Call>> = {
  'plain question marks are filled in order': all('SELECT ?, ?, typeof(?)', 1, 'two', null),
  'a numbered parameter may appear twice': all('SELECT ?1 AS a, ?1 AS b', 1),
  'numbered parameters may come in any order': all('SELECT ?2 AS a, ?1 AS b', 1, 2),
  'a question mark follows the highest number so far': all('SELECT ?2 AS a, ? AS b', 1, 2, 3),
  'a skipped number still wants a value': all('SELECT ?3 AS a', 1, 2, 3),
  'a skipped number without its value is refused': all('SELECT ?3 AS a', 1, 2),
  'named parameters are filled in order of appearance': all(
    'SELECT :a AS a, @b AS b, $c AS c, :a AS d',
    1,
    2,
    3,
  ),
  'one name behind three signs is three parameters': all('SELECT :a AS a, @a AS b, $a AS c', 1, 2, 3),
  'names differ by case': all('SELECT :a AS a, :A AS b', 1, 2),
  'a name made of digits is a name': all('SELECT :1 AS a, ?1 AS b', 1),
  'numbers, names and question marks mix': all('SELECT ? AS a, ?2 AS b, :x AS c, ?1 AS d', 1, 2, 3),
  'a number beyond the others makes room for those between': all(
    'SELECT ? AS a, ?1 AS b, ?5 AS c',
    1,
    2,
    3,
    4,
    5,
  ),
  'a blob reaches a named parameter': all('SELECT :a AS a, hex(:b) AS b', 'x', [1, 2]),
  'no parameter is seen in texts, names and comments': all(`SELECT ':a' AS ":b", ? AS [?] -- ?`, 1),
  'too few values are refused': all('SELECT ?, ?', 1),
  'too many values are refused': all('SELECT ?', 1, 2),
  'no values where one is needed are refused': all('SELECT ?'),
  'values where none is needed are refused': all('SELECT 1', 1),
  'exec has no values to give': exec('SELECT ?'),
  'the last of several statements may have parameters': all('SELECT 1; SELECT ? AS a', 2),
  'an earlier statement may not have parameters': all('SELECT ?; SELECT 1', 1),
  'no two statements may have parameters': all('SELECT ?; SELECT ?', 1, 2),
};
