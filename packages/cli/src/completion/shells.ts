// What each shell needs to complete roost: a script that asks roost at every Tab, and the answers in the form that the script reads. Pure.
import type { Candidates } from './candidates.ts';

const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;

export type Shell = (typeof shells)[number];

export function isShell(name: string): name is Shell {
  return shells.some((shell) => shell === name);
}

/** One candidate a line. The shell lists files and folders itself, with its own quoting. */
export function answerText(shell: Shell, candidates: Candidates): string {
  if (candidates === 'files' || candidates === 'folders') return `:${candidates}\n`;
  return candidates.map(({ word, summary }) => `${line[shell](word, summary)}\n`).join('');
}

const line: Readonly<Record<Shell, (word: string, summary: string) => string>> = {
  bash: (word) => word,
  // _describe takes the word up to the first colon.
  zsh: (word, summary) => [word.replaceAll(':', '\\:'), ...(summary === '' ? [] : [summary])].join(':'),
  fish: (word, summary) => `${word}\t${summary}`,
  powershell: (word, summary) => `${word}\t${summary}`,
};

export function completionScript(shell: Shell): string {
  return scripts[shell];
}

// The words go to roost as arguments, never through the shell a second time: `roost $(…)` must not run at a Tab.
const bash = `# Completes roost in bash. Add to ~/.bashrc:  eval "$(roost completion bash)"
_roost() {
  local line=\${COMP_LINE:0:COMP_POINT} IFS=$' \\t\\n'
  local -a words answers
  read -ra words <<< "$line"
  [[ $line == *[[:space:]] ]] && words+=('')
  local word=\${words[\${#words[@]}-1]}
  mapfile -t answers < <("\${words[0]}" completion bash -- "\${words[@]:1}" 2>/dev/null)
  COMPREPLY=()
  case \${answers[0]} in
    :files) compopt -o default ;;
    :folders) compopt -o dirnames ;;
    *)
      # Readline replaces only what follows the last of its own word breaks.
      local breaks=\${COMP_WORDBREAKS//[^:=]/} cut=
      [[ -n $breaks ]] && cut=\${word%"\${word##*[$breaks]}"}
      COMPREPLY=("\${answers[@]#"$cut"}")
      ;;
  esac
}
complete -F _roost roost
`;

const zsh = `#compdef roost
# Completes roost in zsh. Add to ~/.zshrc, after compinit:  eval "$(roost completion zsh)"
_roost() {
  local -a answers
  answers=("\${(@f)$("\${words[1]}" completion zsh -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  case $answers[1] in
    :files) _files ;;
    :folders) _files -/ ;;
    ?*) _describe roost answers ;;
  esac
}
if [[ $funcstack[1] == _roost ]]; then
  _roost "$@"
else
  compdef _roost roost
fi
`;

const fish = `# Completes roost in fish:  roost completion fish > ~/.config/fish/completions/roost.fish
function __roost_complete
  set -l words (commandline -opc)
  set -l word (commandline -ct)
  set -l answers ($words[1] completion fish -- $words[2..-1] "$word" 2>/dev/null)
  switch "$answers[1]"
    case :files
      __fish_complete_path "$word"
    case :folders
      __fish_complete_directories "$word"
    case '*'
      printf '%s\\n' $answers
  end
end
complete -c roost -f -a '(__roost_complete)'
`;

// An empty argument would be lost on its way to a program in Windows PowerShell, so a space takes its place. Without an answer
// PowerShell completes files itself.
const powershell = `# Completes roost in PowerShell. Add to $PROFILE:  roost completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName roost -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -le $cursorPosition } | ForEach-Object { $_.ToString() })
  $program = $words[0]
  $before = @($words | Select-Object -Skip 1)
  if ($wordToComplete -eq '') { $before += ' ' }
  & $program completion powershell '--' @before 2>$null | ForEach-Object {
    $word, $summary = $_ -split "\`t", 2
    if (-not $word.StartsWith(':')) {
      if (-not $summary) { $summary = $word }
      [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $summary)
    }
  }
}
`;

const scripts: Readonly<Record<Shell, string>> = { bash, zsh, fish, powershell };
