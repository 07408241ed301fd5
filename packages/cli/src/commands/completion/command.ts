// roost completion
import { type AnyCommand, defineCommand } from '../../command.ts';

/** `allCommands`: those that it completes. They include this one, so they are asked for when it runs. */
export const completionOf = (allCommands: () => readonly AnyCommand[]) =>
  defineCommand({
    name: 'completion',
    summary: 'print the script that completes roost in a shell: bash, zsh, fish or powershell',
    arguments: [
      { syntax: '<shell>', summary: 'bash, zsh, fish or powershell' },
      { syntax: '[words...]', summary: 'after --, as the script asks: a command line up to the cursor' },
    ],
    flags: [],
    examples: ['bash', 'zsh', 'fish > ~/.config/fish/completions/roost.fish'],
    load: async () => (await import('../runs.ts')).completionOf(allCommands()),
  });
