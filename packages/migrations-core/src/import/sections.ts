// The sections of SQL files with their comments, which a migration does not need to run. Pure.
import type { SqlFiles } from '../migration/sql-migration.ts';
import { markersIn } from '../migration/sql-sections.ts';
import { type ScriptItem, scriptOf } from './script.ts';

export type Scripts = { readonly up: readonly ScriptItem[]; readonly down: readonly ScriptItem[] };

/** Expects files that are a migration. */
export function scriptsOf({ up, down }: SqlFiles): Scripts {
  const { header, ...sections } = textsOf(up);
  return {
    up: [...scriptOf(header), ...scriptOf(sections.up)],
    down: [...scriptOf(sections.down), ...(down === undefined ? [] : downScript(down))],
  };
}

// A separate file is all down, with or without the marker.
function downScript(sql: string): readonly ScriptItem[] {
  const { header, up, down } = textsOf(sql);
  return [header, up, down].flatMap(scriptOf);
}

type Texts = { readonly header: string; readonly up: string; readonly down: string };

function textsOf(sql: string): Texts {
  const { markers } = markersIn(sql);
  const before = sql.slice(0, markers[0]?.start);
  const textOf = (direction: 'up' | 'down'): string | undefined => {
    const section = markers.find((one) => one.direction === direction);
    return section === undefined ? undefined : sql.slice(section.from, section.to);
  };
  const [up, down = ''] = [textOf('up'), textOf('down')];
  return up === undefined ? { header: '', up: before, down } : { header: before, up, down };
}
