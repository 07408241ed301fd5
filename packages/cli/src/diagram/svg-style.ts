// How a picture of a diagram looks, on a light ground and on a dark one. Without CSS variables, which some programs
// that show SVG do not know.

type Palette = {
  readonly ground: string;
  readonly box: string;
  readonly head: string;
  readonly border: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly badge: string;
  readonly primary: readonly [ground: string, text: string];
  readonly foreign: readonly [ground: string, text: string];
  readonly added: Colors;
  readonly removed: Colors;
  readonly changed: Colors;
};

type Colors = { readonly ground: string; readonly border: string; readonly text: string };

const light: Palette = {
  ground: '#ffffff',
  box: '#ffffff',
  head: '#f2f4f7',
  border: '#c9d0d9',
  text: '#1c2128',
  muted: '#57606c',
  line: '#8a94a3',
  badge: '#eceff3',
  primary: ['#ece7fb', '#4a31a8'],
  foreign: ['#def0f5', '#0b5568'],
  added: { ground: '#dff6e5', border: '#3fa45f', text: '#10602c' },
  removed: { ground: '#fde7e7', border: '#d9606a', text: '#99182a' },
  changed: { ground: '#fcf0cf', border: '#c3951f', text: '#6f4a00' },
};

const dark: Palette = {
  ground: '#11151b',
  box: '#181d25',
  head: '#202733',
  border: '#394352',
  text: '#e8ecf2',
  muted: '#a0aab8',
  line: '#6f7b8c',
  badge: '#29313e',
  primary: ['#352b5e', '#cdbffb'],
  foreign: ['#123d49', '#9fdcec'],
  added: { ground: '#14361f', border: '#3f9a5b', text: '#8fe3a8' },
  removed: { ground: '#431a20', border: '#c4535e', text: '#ffb0b4' },
  changed: { ground: '#3a2d0c', border: '#a37c1d', text: '#f3d27a' },
};

const shape = `.roost-diagram { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace; font-size: 12px; }
.roost-diagram text { white-space: pre; }
.roost-diagram .table > .name { font-size: 14px; font-weight: 600; }
.roost-diagram .word, .roost-diagram .sign { font-weight: 600; }
.roost-diagram text.badge { font-size: 9px; font-weight: 600; }
.roost-diagram .note { font-style: italic; }
.roost-diagram .frame { fill: none; stroke-width: 1; }
.roost-diagram .table.added .frame, .roost-diagram .table.removed .frame { stroke-width: 2; }
.roost-diagram .line, .roost-diagram .end { fill: none; stroke-width: 1.4; }
.roost-diagram .reference.added .line, .roost-diagram .reference.removed .line { stroke-width: 2; }
.roost-diagram .reference.removed .line { stroke-dasharray: 6 4; }
.roost-diagram .removed text.name, .roost-diagram .removed text.type { text-decoration: line-through; }
`;

function colorsOf(palette: Palette): string {
  const { ground, box, head, border, text, muted, line, badge, primary, foreign } = palette;
  const changes = (['added', 'removed', 'changed'] as const).map((change) =>
    changeColors(change, palette[change]),
  );
  return `.roost-diagram > .ground { fill: ${ground}; }
.roost-diagram .box { fill: ${box}; }
.roost-diagram .head { fill: ${head}; }
.roost-diagram .frame { stroke: ${border}; }
.roost-diagram text { fill: ${text}; }
.roost-diagram .type, .roost-diagram .note, .roost-diagram .none { fill: ${muted}; }
.roost-diagram .line { stroke: ${line}; }
.roost-diagram .end { stroke: ${line}; fill: ${ground}; }
.roost-diagram rect.badge { fill: ${badge}; }
.roost-diagram text.badge { fill: ${muted}; }
.roost-diagram rect.pk { fill: ${primary[0]}; }
.roost-diagram text.pk { fill: ${primary[1]}; }
.roost-diagram rect.fk { fill: ${foreign[0]}; }
.roost-diagram text.fk { fill: ${foreign[1]}; }
${changes.join('')}`;
}

function changeColors(change: string, { ground, border, text }: Colors): string {
  return `.roost-diagram .table.${change} .head, .roost-diagram .column.${change} .ground { fill: ${ground}; }
.roost-diagram .table.${change} .frame, .roost-diagram .reference.${change} path { stroke: ${border}; }
.roost-diagram .table.${change} > .name, .roost-diagram .table.${change} > .word { fill: ${text}; }
.roost-diagram .column.${change} .name, .roost-diagram .column.${change} .sign, .roost-diagram .column.${change} .type { fill: ${text}; }
`;
}

/** Paper is light. */
export const diagramCss: string = `${shape}${colorsOf(light)}@media screen and (prefers-color-scheme: dark) {
${colorsOf(dark)}}
`;
