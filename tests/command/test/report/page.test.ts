// The page of roost report, as it is seen in a real browser.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { type OpenBrowser, openChromium } from '@roostjs/tests-chromium';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Project, projectWith } from '../support/project.ts';
import { flawsOf, keep, pictures } from './browser.ts';
import { applied, inFolder, withPending } from './project.ts';

const hostile = `CREATE TABLE "<img src=x onerror=alert(1)>" (id INTEGER PRIMARY KEY, "</style><script>alert(2)</script>" TEXT);
INSERT INTO "<img src=x onerror=alert(1)>" VALUES (1, '</pre><script>alert(3)</script>');
`;

describe('the page of roost report', () => {
  let project: Project;
  let chromium: OpenBrowser;
  let url: string;
  let hostileUrl: string;

  beforeAll(async () => {
    project = await projectWith(applied);
    await withPending(project);
    expect(await project.spawnRoost(['report', '--html', 'plan.html'])).toMatchObject({ exitCode: 0 });
    url = pathToFileURL(project.path('plan.html')).href;
    await project.write(inFolder({ '20260201000004_hostile.sql': hostile }));
    expect(await project.spawnRoost(['report', '--html', 'hostile.html'])).toMatchObject({ exitCode: 0 });
    hostileUrl = pathToFileURL(project.path('hostile.html')).href;
    chromium = await openChromium();
    console.log(`Screenshots: ${pictures}`);
  });

  afterAll(async () => {
    await chromium?.close();
    await project?.[Symbol.asyncDispose]();
  });

  /** Fails if the page asks for anything but itself, or if the browser complains, as it does of what the policy forbids. */
  async function look<T>(
    work: (page: Page) => Promise<T>,
    { width = 1280, scheme = 'light' as 'light' | 'dark', address = url } = {},
  ): Promise<T> {
    const page = await chromium.browser.newPage({
      colorScheme: scheme,
      viewport: { width, height: 900 },
    });
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('dialog', (dialog) => complaints.push(dialog.message()));
    try {
      await page.goto(address);
      const result = await work(page);
      expect({ requests, complaints }).toEqual({ requests: [address], complaints: [] });
      return result;
    } finally {
      await page.close();
    }
  }

  it.each(
    [360, 768, 1280].flatMap((width) => [
      { width, scheme: 'light' as const },
      { width, scheme: 'dark' as const },
    ]),
  )('fits $width pixels, $scheme', async ({ width, scheme }) => {
    await look(
      async (page) => {
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
        for (const text of [
          'existing data would be lost',
          '20260201000002_points_are_numbers',
          "Dropping 'audit_log' loses every row of 'audit_log'.",
        ])
          expect(await page.getByText(text).first().isVisible()).toBe(true);
        await keep(page, `report-${width}-${scheme}`);
      },
      { width, scheme },
    );
  });

  it('is dark where the reader wants it', async () => {
    const ground = (scheme: 'light' | 'dark') =>
      look((page) => page.evaluate('getComputedStyle(document.body).backgroundColor'), { scheme });
    expect(await ground('dark')).not.toEqual(await ground('light'));
  });

  it('has a title, landmarks, headings in order, and tables whose cells are named', async () => {
    await look(async (page) => {
      expect(await page.title()).toBe('Migrations of app-db');
      expect(await page.evaluate('document.documentElement.lang')).toBe('en');
      const tree = await page.locator('body').ariaSnapshot();
      for (const line of [
        '- banner:',
        '- heading "Migrations of app-db" [level=1]',
        '- main:',
        '- region "The schema":',
        '- heading "The schema" [level=2]',
        '- img "What changes in the schema, with the tables next to it"',
        '- region "Pending migrations":',
        '- heading "20260201000001_add_reactions" [level=3]',
        '- table "What exists now and would be gone":',
        '- columnheader "How many"',
        '- rowheader "audit_log"',
        '- contentinfo:',
      ])
        expect(tree).toContain(line);
    });
  });

  it.each(['light', 'dark'] as const)('has nothing that axe finds, %s', async (colorScheme) => {
    const context = await chromium.browser.newContext({ colorScheme, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(url);
    await page.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true; })');
    await page.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core/axe.min.js') });
    const found = (await page.evaluate(
      'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))]))',
    )) as unknown;
    await context.close();
    expect(found).toEqual([]);
  });

  it('begins with a link to the report for the keyboard, and shows where the focus is', async () => {
    await look(async (page) => {
      await page.keyboard.press('Tab');
      expect(await page.getByText('Skip to the report').boundingBox()).toMatchObject({ x: 16 });
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.className')).toBe('picture');
      expect(await page.evaluate('getComputedStyle(document.activeElement).outlineWidth')).toBe('3px');
    });
  });

  it('folds a rebuild to one line that opens', async () => {
    await look(async (page) => {
      const copy = page.getByText('INSERT INTO "tasks"').first();
      await page
        .getByText('18 statements', { exact: true })
        .or(page.getByText(/^\d\d statements$/))
        .first()
        .click();
      const line = page.getByText('rebuild tasks: points TEXT → INTEGER');
      expect([await line.isVisible(), await copy.isVisible()]).toEqual([true, false]);
      await line.click();
      expect(await copy.isVisible()).toBe(true);
    });
  });

  it('is printed light, with all that is folded', async () => {
    await look(
      async (page) => {
        await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
        expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(
          'rgb(255, 255, 255)',
        );
        expect(await page.getByText('ALTER TABLE').first().isVisible()).toBe(true);
        expect(
          (await page.getByText('DROP TABLE "roost_rebuild_rows"').boundingBox())?.height,
        ).toBeGreaterThan(5);
        await keep(page, 'report-print');
        const pdf = await page.pdf({ format: 'A4', printBackground: true });
        expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      },
      { scheme: 'dark' },
    );
  });

  it('draws what changes with a sign and a word beside its colour, and nothing over another', async () => {
    await look(async (page) => {
      expect(await flawsOf(page, '#picture')).toEqual([]);
      const table = (name: string) =>
        page.locator('#picture .table').filter({ has: page.locator(`title:text-is("${name}")`) });
      expect(await table('reactions').locator('.word').textContent()).toBe('added');
      expect(await table('audit_log').locator('.word').textContent()).toBe('removed');
      expect(await table('tasks').locator('.word').textContent()).toBe('changed');
      const signs = await page
        .locator('#picture .table.changed .column')
        .filter({ has: page.locator('.sign') })
        .allTextContents();
      expect(signs).toEqual(
        expect.arrayContaining([
          expect.stringContaining('−created_atTEXT'),
          expect.stringContaining('~pointsTEXT → INTEGER'),
          expect.stringContaining('+estimateINTEGER'),
        ]),
      );
      expect(await page.locator('#picture .table').count()).toBe(8);
      await page.getByText('The whole schema, 13 tables').click();
      expect(await flawsOf(page, '#whole')).toEqual([]);
    });
  });

  it.each(['default', 'dark'])(
    'has a comment whose picture Mermaid draws, on its theme %s',
    async (theme) => {
      const { stdout } = await project.roost(['report']);
      const [, text = ''] = /```mermaid\n([\s\S]*?)```/.exec(stdout) ?? [];
      const page = await chromium.browser.newPage({ colorScheme: theme === 'dark' ? 'dark' : 'light' });
      await page.setContent(`<body style="background:${theme === 'dark' ? '#0d1117' : '#fff'}"></body>`);
      await page.addScriptTag({
        path: createRequire(import.meta.url).resolve('mermaid/dist/mermaid.min.js'),
      });
      await page.evaluate(
        `mermaid.initialize({ theme: '${theme}' }); mermaid.render('drawn', ${JSON.stringify(text)}).then(({ svg }) => { document.body.innerHTML = svg; })`,
      );
      for (const name of ['reactions (added)', 'audit_log (removed)', 'tasks (changed)', 'TEXT→INTEGER'])
        expect(await page.getByText(name, { exact: true }).first().isVisible()).toBe(true);
      await keep(page, `mermaid-changes-${theme}`);
      await page.close();
    },
  );

  it('shows names, statements and values as text, whatever is in them', async () => {
    await look(
      async (page) => {
        expect(await page.locator('img, script, iframe').count()).toBe(0);
        expect(await page.locator('style').count()).toBe(1);
        expect(await page.getByText("'</pre><script>alert(3)</script>'").count()).toBe(1);
        expect(await flawsOf(page, '#picture')).toEqual([]);
      },
      { address: hostileUrl },
    );
  });
});
