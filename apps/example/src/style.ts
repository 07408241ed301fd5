// The style of the front page: one column, light or dark as the reader has it, from a phone upwards.
import { Html } from './html.ts';

export const style: Html = new Html(`
:root {
  color-scheme: light dark;
  --text: light-dark(#1f2328, #e4e6ea);
  --quiet: light-dark(#5a6270, #a2a9b5);
  --line: light-dark(#dfe3e8, #343a43);
  --tag: light-dark(#e8f0ec, #24352d);
  --ground: light-dark(#fcfcfa, #16181c);
}
* { box-sizing: border-box; }
body {
  margin: 0 auto;
  max-width: 42rem;
  padding: 1.5rem 1.25rem 4rem;
  background: var(--ground);
  color: var(--text);
  font: 1.0625rem/1.6 system-ui, sans-serif;
  overflow-wrap: anywhere;
}
h1, h2 { line-height: 1.25; text-wrap: balance; }
h1 { margin: 0; font-size: 1.75rem; }
h2 { margin: 0; font-size: 1.25rem; }
p { margin: 0.5rem 0; }
header p, .byline, summary { color: var(--quiet); }
.byline { margin-top: 0.25rem; font-size: 0.9375rem; }
article { margin-top: 1.75rem; border-top: 1px solid var(--line); padding-top: 1.75rem; }
.tags { display: flex; flex-wrap: wrap; gap: 0.5rem; margin: 0.75rem 0; padding: 0; list-style: none; }
.tags li { border-radius: 1rem; padding: 0.0625rem 0.75rem; background: var(--tag); font-size: 0.875rem; }
summary { padding: 0.25rem 0; cursor: pointer; font-size: 0.9375rem; }
ol { margin: 0.25rem 0; border-left: 2px solid var(--line); padding: 0 0 0 1rem; list-style: none; }
`);
