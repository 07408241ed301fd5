// Keeps a line that roost has not finished, such as that of a running migration, apart from what others print meanwhile.

/** What has to be written before a text so that the two do not share a line. */
export type OpenLine = {
  /** Includes the text itself. If others have written since, it starts on a line of its own, with what was unfinished. */
  own(text: string): string;
  /** Empty if no line of roost is open, or if others have broken it already. */
  before(others: string | Uint8Array): string;
  /** Whether every line has ended. */
  isFree(): boolean;
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
      if (others.length === 0) return '';
      const lineBreak = begun !== '' && broken === 'not' ? '\n' : '';
      const last = typeof others === 'string' ? others.charCodeAt(others.length - 1) : others.at(-1);
      broken = last === lineFeed ? 'ended' : 'open';
      return lineBreak;
    },
    isFree: () => begun === '' && broken !== 'open',
  };
}
