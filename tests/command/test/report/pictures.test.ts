// The pictures and Mermaid of roost schema:diagram, drawn in a real browser.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type OpenBrowser, openChromium } from '@roostjs/tests-chromium';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareDatabase } from '../support/database.ts';
import { emptyProject, type Project } from '../support/project.ts';
import { flawsOf, keep } from './browser.ts';
import { applied } from './project.ts';

const oddNames = [
  'a"b',
  '<script>alert(1)</script>',
  '🐓 hens',
  'שלום עולם',
  '一二三テーブル',
  'x'.repeat(300),
  'm'.repeat(30),
  'direction TB',
  'pk',
  '100%',
  String.raw`back\slash`,
  'semi;colon',
  'new\nline',
  "it's",
  'style',
  'end',
  'café',
  'ﷺ',
  '`',
  '#quot;',
];

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

const odd = oddNames
  .map(
    (name, at) =>
      `CREATE TABLE ${quoted(name)} (id INTEGER PRIMARY KEY, ${quoted(`${name} c`)} DECIMAL(10, 2) NOT NULL, pk, FK TEXT REFERENCES ${quoted(oddNames[at - (at % 3)] ?? '')}, ${quoted('🐓')} "odd ""type" UNIQUE);`,
  )
  .join('\n');

const large = Array.from({ length: 200 }, (_, at) => {
  const parents = at === 0 ? '' : `, parent INTEGER REFERENCES t${Math.floor(at / 3)} (id)`;
  return `CREATE TABLE t${at} (id INTEGER PRIMARY KEY, name TEXT NOT NULL, a, b INTEGER${parents});`;
}).join('\n');

const schemas = { twelve: Object.values(applied).join('\n'), odd, large, none: 'SELECT 1' };

type SchemaName = keyof typeof schemas;

describe('roost schema:diagram, in a browser', () => {
  let project: Project;
  let chromium: OpenBrowser;

  beforeAll(async () => {
    project = await emptyProject();
    for (const [name, sql] of Object.entries(schemas)) {
      prepareDatabase(project.path(`${name}.sqlite`), sql);
      for (const end of ['svg', 'mmd'])
        await project.roost(['schema:diagram', '--file', `${name}.sqlite`, '--out', `${name}.${end}`]);
    }
    chromium = await openChromium();
  });

  afterAll(async () => {
    await chromium?.close();
    await project?.[Symbol.asyncDispose]();
  });

  const textOf = (file: string): Promise<string> => readFile(project.path(file), 'utf8');

  async function look(
    name: SchemaName,
    work: (page: Page) => Promise<void>,
    scheme: 'light' | 'dark' = 'light',
  ) {
    const page = await chromium.browser.newPage({ colorScheme: scheme });
    try {
      // As a document of its own it has to be well-formed.
      await page.goto(`file://${project.path(`${name}.svg`)}`);
      expect(await page.evaluate('document.documentElement.localName')).toBe('svg');
      expect(await page.evaluate('document.querySelector("parsererror")')).toBeNull();
      await page.goto('about:blank');
      await page.setContent(`<body style="margin:0">${await textOf(`${name}.svg`)}</body>`);
      await work(page);
    } finally {
      await page.close();
    }
  }

  it.each(['twelve', 'odd', 'large'] as const)(
    'draws the schema %s with nothing over another',
    async (name) => {
      await look(name, async (page) => {
        expect(await flawsOf(page, '#schema')).toEqual([]);
        if (name !== 'large') await keep(page, `diagram-${name}`);
      });
    },
  );

  it('draws a row for each column, with its keys, and a line for each foreign key', async () => {
    await look('twelve', async (page) => {
      const rows = await page
        .locator('.table', { has: page.locator('title', { hasText: /^task_labels$/ }) })
        .locator('.column')
        .allTextContents();
      expect(rows.map((row) => row.replace(/^.*?(?=PK)/, ''))).toEqual([
        'PKFKtask_idINTEGERNN',
        'PKFKlabel_idINTEGERNN',
      ]);
      const lines = await page.locator('.reference > title').allTextContents();
      expect(lines).toHaveLength(15);
      expect(lines).toContain('tasks (parent_id) → tasks (id)');
      expect(lines).toContain(
        'member_settings (user_id, organisation_id) → memberships (user_id, organisation_id)',
      );
    });
  });

  it('is dark where the reader wants it, and its text can be selected', async () => {
    const ground = 'getComputedStyle(document.querySelector("#schema > .ground")).fill';
    const colors: unknown[] = [];
    for (const scheme of ['light', 'dark'] as const)
      await look('twelve', async (page) => void colors.push(await page.evaluate(ground)), scheme);
    expect(colors[0]).not.toEqual(colors[1]);
    await look('twelve', async (page) => {
      expect(
        await page.evaluate('getSelection().selectAllChildren(document.body), getSelection().toString()'),
      ).toContain('price_cents');
      expect(await page.getByRole('img', { name: 'Schema of twelve.sqlite' }).count()).toBe(1);
    });
  });

  it('says in words that there are no tables', async () => {
    await look('none', async (page) =>
      expect(await page.locator('text.none', { hasText: 'No tables.' }).isVisible()).toBe(true),
    );
  });

  it('shows odd names as they are, and cuts what is too long, whose whole is in its title', async () => {
    await look('odd', async (page) => {
      const titles = await page.locator('.table > title').allTextContents();
      expect(titles).toEqual(
        expect.arrayContaining(['<script>alert(1)</script>', 'שלום עולם', 'x'.repeat(300)]),
      );
      const shown = await page.locator('.table > text.name').allTextContents();
      expect(shown).toEqual(expect.arrayContaining(['<script>alert(1)</script>', `${'x'.repeat(47)}…`]));
      expect(await page.locator('script').count()).toBe(0);
    });
  });

  describe('writes Mermaid that Mermaid itself reads and draws', () => {
    let page: Page;

    beforeAll(async () => {
      page = await chromium.browser.newPage();
      await page.setContent('<body></body>');
      await page.addScriptTag({
        path: createRequire(import.meta.url).resolve('mermaid/dist/mermaid.min.js'),
      });
    });

    const names = {
      twelve: ['member_settings', 'price_cents', 'organisation_id'],
      odd: ['a"b', '🐓 hens', 'שלום עולם', '100%', 'café', 'direction TB', '<script>alert(1)</script>'],
      none: [],
    };

    it.each(['twelve', 'odd', 'none'] as const)('of the schema %s', async (name) => {
      const text = JSON.stringify(await textOf(`${name}.mmd`));
      await page.evaluate(
        `mermaid.render('drawn', ${text}).then(({ svg }) => { document.body.innerHTML = svg; })`,
      );
      const drawn = (await page.evaluate('document.body.textContent')) as string;
      for (const one of names[name]) expect(drawn).toContain(one);
      await keep(page, `mermaid-${name}`);
    });

    it('of two hundred tables', async () => {
      const text = JSON.stringify(await textOf('large.mmd'));
      expect(await page.evaluate(`mermaid.parse(${text})`)).toMatchObject({ diagramType: 'er' });
    });
  });
});
