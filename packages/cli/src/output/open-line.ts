// A line of our own that is begun and not ended, such as that of a migration under way, and what others print meanwhile.

/** What has to be written ahead of a text so that neither stands in the other's line. */
export type OpenLine = {
  /** The text itself included; where others have written since, the line is begun again. */
  own(text: string): string;
  /** Nothing where no line of ours is open, or others have broken it already. */
  aheadOf(others: string | Uint8Array): string;
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
    aheadOf(others) {
      if (begun === '' || others.length === 0) return '';
      const ahead = broken === 'not' ? '\n' : '';
      const last = typeof others === 'string' ? others.charCodeAt(others.length - 1) : others.at(-1);
      broken = last === lineFeed ? 'ended' : 'open';
      return ahead;
    },
  };
}
