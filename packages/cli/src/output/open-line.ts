// Keeps a line that roost has not finished, such as that of a running migration, apart from what others print meanwhile.

/** What has to be written before a text so that the two do not share a line. */
export type OpenLine = {
  /** Includes the text itself. If others have written since, the line is started again. */
  own(text: string): string;
  /** Empty if no line of roost is open, or if others have broken it already. */
  before(others: string | Uint8Array): string;
};

const lineFeed = 10;

export function openLine(): OpenLine {
  let begun = '';
  let broken: 'not' | 'ended' | 'open' = 'not';
  return {
    own(text) {
      const again = broken === 'not' ? '' : `${broken === 'open' ? '\n' : ''}${begun}`;
      broken = 'not';
      begun = `${begun}${text}`.replace(/^.*\n/s, '');
      return again + text;
    },
    before(others) {
      if (begun === '' || others.length === 0) return '';
      const lineBreak = broken === 'not' ? '\n' : '';
      const last = typeof others === 'string' ? others.charCodeAt(others.length - 1) : others.at(-1);
      broken = last === lineFeed ? 'ended' : 'open';
      return lineBreak;
    },
  };
}
