import type { Command } from '../../src/cli/command.ts'
import { globalOptions } from '../../src/cli/global-options.ts'
import { optionRows, usageLine } from '../../src/cli/help-text.ts'
import { argumentForm } from '../../src/cli/parse-arguments.ts'

/** The manual's page of commands, written from their definitions. */
export function renderCommandsPage(commands: readonly Command[]): string {
  return `${[
    '# Commands',
    'This page is written from the definitions of the commands; `limbeck help COMMAND` shows the same.',
    '- Results go to standard output, everything else to standard error. `NO_COLOR` and non-terminals are honoured.\n' +
      '- Exit status: 0 done · 1 the command worked and found something (`check`, `diff`: differences; `review`: findings; `current --check-heads`: not at heads; `doctor`: a failed check) · 2 refused: wrong usage or configuration, or the revisions or the database are not in a state for it · 3 the database could not be reached or a statement failed · 70 a fault of limbeck · 130 interrupted.\n' +
      '- With `--json` exactly one document is printed: `{ "ok": true, "command": "…", "result": … }` or `{ "ok": false, "command": "…", "error": { "code", "message", "hints", "details" } }`; with `-n all` the result is `{ "databases": { NAME: result } }`.\n' +
      '- limbeck asks only on a terminal. Elsewhere an open question is an error that lists the questions and how to answer them.\n' +
      '- Ctrl-C ends a run where it is safe: the revision that is running is rolled back, those before it stay. A second one ends it at once.',
    '## Options of every command',
    'They may stand before or after the command.',
    table(['option', 'meaning'], optionRows(globalOptions)),
    ...commands.map(section),
  ].join('\n\n')}\n`
}

function section(command: Command): string {
  const rows = Object.entries(command.arguments).map(([name, { summary }]) => [argumentForm(name), summary] as const)
  const options = optionRows(command.options)
  const aliases = command.aliases.map((alias) => `\`limbeck ${alias}\``)
  return [
    `## ${command.name}`,
    `${command.summary}.`,
    `\`\`\`\n${usageLine(command)}\n\`\`\``,
    ...command.description,
    ...(rows.length === 0 ? [] : [table(['argument', 'meaning'], rows)]),
    ...(options.length === 0 ? [] : [table(['option', 'meaning'], options)]),
    ...(aliases.length === 0 ? [] : [`Also: ${aliases.join(', ')}.`]),
    `\`\`\`sh\n${command.examples.map(([example, meaning]) => `${example}   # ${meaning}`).join('\n')}\n\`\`\``,
  ].join('\n\n')
}

function table(head: readonly [string, string], rows: readonly (readonly [string, string])[]): string {
  const lines = rows.map(([left, right]) => `| \`${left.replaceAll('|', '\\|')}\` | ${right.replaceAll('|', '\\|')} |`)
  return [`| ${head.join(' | ')} |`, '|---|---|', ...lines].join('\n')
}
