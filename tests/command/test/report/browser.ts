// What is visible of a page or a picture in a real browser.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Where screenshots stay, for whoever wants to look at them; git ignores it. */
export const pictures: string = join(import.meta.dirname, '../../.pictures');

export async function keep(page: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

/** Pairs of tables that overlap, and texts that do not fit into their table; empty if the picture is sound. */
export async function flawsOf(page: Page, picture: string): Promise<readonly string[]> {
  return (await page.evaluate(`(() => {
    const tables = [...document.querySelectorAll('${picture} .table')];
    const flaws = [];
    const rects = tables.map((table) => table.querySelector('.frame').getBoundingClientRect());
    const nameOf = (at) => tables[at].querySelector('title').textContent;
    rects.forEach((one, at) => rects.slice(at + 1).forEach((other, more) => {
      const isApart = one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top;
      if (!isApart) flaws.push(nameOf(at) + ' overlaps ' + nameOf(at + 1 + more));
    }));
    const all = document.querySelector('${picture}').getBoundingClientRect();
    tables.forEach((table, at) => {
      if (rects[at].right > all.right || rects[at].bottom > all.bottom) flaws.push(nameOf(at) + ' is cut');
      const frame = table.querySelector('.frame').getBBox();
      for (const text of table.querySelectorAll('text')) {
        const { x, width } = text.getBBox();
        if (x < 0 || x + width > frame.width) flaws.push(text.textContent + ' leaves ' + nameOf(at));
      }
      for (const row of table.querySelectorAll('.column')) {
        const name = row.querySelector('.name').getBBox();
        const type = row.querySelector('.type').getBBox();
        if (type.width > 0 && name.x + name.width > type.x) flaws.push(row.querySelector('title').textContent + ' overlaps its type');
      }
    });
    return flaws;
  })()`)) as readonly string[];
}
