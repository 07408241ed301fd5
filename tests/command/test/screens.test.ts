// Each main screen as a person sees it, on terminals of 60, 80 and 120 columns: screens/*.txt. After a change of a sentence:
// `pnpm test tests/command/test/screens -u`, and read the difference as that person.
import { join } from 'node:path';
import { describe, type ExpectStatic, it } from 'vitest';
import { remoteScreens, type Screen, screens } from './screens/screens.ts';
import { emptyProject, type Project, projectWith } from './support/project.ts';
import { remoteProjects } from './support/remote-project.ts';
import { openTerminal, screenAtEnd } from './support/terminal.ts';

const widths = [60, 80, 120] as const;
const aRemoteProject = remoteProjects(remoteScreens.length * widths.length, { atOnce: true });

async function shownBy(
  { before = [], prepare, args, answer }: Screen,
  project: Project,
  { columns, env = {} }: { readonly columns: number; readonly env?: Readonly<Record<string, string>> },
): Promise<string> {
  for (const command of before) await project.roost(command);
  await prepare?.(project);
  const options = { cwd: project.root, columns, env, isTimeless: true, isKept: true };
  const terminal = openTerminal(args, options);
  if (answer !== undefined) {
    await terminal.until('[y/N]');
    terminal.type(`${answer}\r`);
  }
  return withoutIds(await screenAtEnd(terminal), project);
}

/** With others of the same length, which differ in no run. */
function withoutIds(screen: string, { root }: Project): string {
  return screen
    .replaceAll(root, `/home/me/${'b'.repeat(Math.max(1, root.length - '/home/me/'.length))}`)
    .replaceAll(/\b(?:[\da-f-]|⏎\n){32,}\b/g, (id) => id.replaceAll(/[\da-f]/g, '0'))
    .replaceAll(/\b20\d{12}_/g, (stamp) => (stamp.startsWith('20260101') ? stamp : '20261123101500_'));
}

function sectionsOf(shown: readonly string[]): string {
  return shown.map((screen, at) => `${'─'.repeat(widths[at] ?? 0)}\n${screen}`).join('\n');
}

async function expectScreen(expect: ExpectStatic, shown: readonly string[], title: string): Promise<void> {
  const file = join(import.meta.dirname, 'screens', `${title.replaceAll(/\W+/g, '-')}.txt`);
  await expect(sectionsOf(shown)).toMatchFileSnapshot(file);
}

describe.concurrent('on terminals of three widths one sees', () => {
  it.for(screens)('$title', async (screen, { expect }) => {
    const shown: string[] = [];
    for (const columns of widths) {
      const { migrations = {}, files = {}, title } = screen;
      await using project = await (title === 'init' ? emptyProject(files) : projectWith(migrations, files));
      shown.push(await shownBy(screen, project, { columns }));
    }
    await expectScreen(expect, shown, screen.title);
  });

  it.for(remoteScreens)('$title', async (screen, { expect }) => {
    const shown: string[] = [];
    for (const columns of widths) {
      await using project = await aRemoteProject(screen.migrations, screen.files);
      const database = { binding: 'DB', database_name: 'blog-db', database_id: project.uuid };
      await project.write({ 'wrangler.jsonc': JSON.stringify({ d1_databases: [database] }) });
      shown.push(await shownBy(screen, project, { columns, env: project.env }));
    }
    await expectScreen(expect, shown, screen.title);
  });
});
