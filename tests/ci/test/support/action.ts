// Runs the steps of `action.yml` as GitHub runs those of a composite action: each `run` in a bash of its own, each expression by the
// contexts. What `uses` another action does nothing here: files stay where they are.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { repository } from './repository.ts';

type Step = {
  readonly name: string;
  readonly if?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly 'working-directory'?: string;
};

type Action = {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
};

export type Context = {
  readonly inputs: Readonly<Record<string, string>>;
  readonly github: object;
  readonly runner: { readonly temp: string };
};

export type EndedStep = { readonly name: string; readonly exitCode: number; readonly output: string };

export async function readAction(): Promise<Action> {
  return parse(await readFile(join(repository, 'action.yml'), 'utf8')) as Action;
}

/** Runs the steps whose condition holds, in a folder. `env`: what a runner gives each. */
export async function runAction(
  cwd: string,
  context: Context,
  env: Readonly<Record<string, string>>,
): Promise<readonly EndedStep[]> {
  const { inputs, runs } = await readAction();
  const defaults = Object.entries(inputs).map(([name, { default: value = '' }]) => [
    name,
    filled(value, context),
  ]);
  const whole = { ...context, inputs: { ...Object.fromEntries(defaults), ...context.inputs } };
  const ended: EndedStep[] = [];
  for (const step of runs.steps) {
    if (step.run === undefined || !isMet(step.if, whole)) continue;
    const own = Object.entries(step.env ?? {}).map(([name, value]) => [name, filled(value, whole)]);
    const folder = join(cwd, filled(step['working-directory'] ?? '.', whole));
    ended.push({
      name: step.name,
      ...(await bash(step.run, folder, { ...env, ...Object.fromEntries(own) })),
    });
  }
  return ended;
}

function filled(text: string, context: Context): string {
  return text.replaceAll(/\$\{\{(.+?)\}\}/g, (_, expression: string) =>
    String(evaluate(expression, context)),
  );
}

function isMet(condition: string | undefined, context: Context): boolean {
  if (condition === undefined) return true;
  return evaluate(condition.replace(/^\$\{\{(.+)\}\}$/, '$1'), context) === true;
}

// The expressions of the action are JavaScript too, but for what is not there, which is an empty text to GitHub.
function evaluate(expression: string, { inputs, github, runner }: Context): unknown {
  const run = new Function('inputs', 'github', 'runner', 'cancelled', `return ${asJavaScript(expression)}`);
  return run(inputs, github, runner, () => false) ?? '';
}

function asJavaScript(expression: string): string {
  return expression.replaceAll(/\.([\w-]+)/g, "?.['$1']");
}

/** As the runner starts bash: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell */
export function bash(
  script: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
  values: readonly string[] = [],
): Promise<{ exitCode: number; output: string }> {
  const path = `${join(import.meta.dirname, '../bin')}:${dirname(process.execPath)}:${process.env['PATH']}`;
  const args = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script, 'script', ...values];
  return new Promise((resolve, reject) => {
    execFile('bash', args, { cwd, env: { PATH: path, ...env } }, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : error.code;
      if (typeof exitCode === 'number') resolve({ exitCode, output: stdout + stderr });
      else reject(error);
    });
  });
}
