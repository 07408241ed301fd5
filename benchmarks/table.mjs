// Results as a Markdown table, so that a run can be put into the README as it is printed.
import { cpus } from 'node:os';

export function machine() {
  const cores = cpus();
  return `Node.js ${process.version}, ${process.platform} ${process.arch}, ${cores.length} × ${cores[0]?.model}`;
}

/** The first result is what the others are measured by. */
export function table({ title, unit }, results) {
  const [lowest] = results;
  const rows = results.map((result) => [
    result.count === lowest.count ? result.name : `${result.name}, ${result.count} migrations alone`,
    String(result.rounds),
    unit === 'mib' ? `${result.median.toFixed(0)} MiB` : seconds(result.median),
    ratio(result, lowest),
  ]);
  return [
    line([title, 'rounds', 'median', 'of the floor']),
    '| --- | ---: | ---: | ---: |',
    ...rows.map(line),
  ].join('\n');
}

// With fewer migrations than the floor had, the ratio for as many would be greater.
function ratio(result, lowest) {
  const times = (result.median / lowest.median).toFixed(2);
  return result.count === lowest.count ? times : `more than ${times}`;
}

function seconds(ms) {
  return ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(2)} s`;
}

function line(cells) {
  return `| ${cells.join(' | ')} |`;
}
