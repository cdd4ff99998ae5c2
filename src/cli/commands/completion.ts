import { LimbeckError } from '../../errors/index.ts'
import { similarNames } from '../../text/index.ts'
import { defineCommand } from '../command.ts'

const shells = ['bash', 'zsh', 'fish'] as const

export const completion = defineCommand({
  name: 'completion',
  group: 'start',
  summary: 'Print the script that completes commands in bash, zsh or fish',
  description: [
    'Completes commands, options and their values, and revisions: symbols, branch labels and ids with their messages. The script asks the limbeck that is on the command line, so it need not be renewed; no database is asked.',
    'Or at each start of the shell: `eval "$(limbeck completion bash)"` in `~/.bashrc`, and the same for zsh in `~/.zshrc`, behind `compinit`.',
    'It completes the command `limbeck`. Where that is not on the PATH, add `node_modules/.bin` to it, or make an alias.',
  ],
  perDatabase: false,
  arguments: { shell: { choices: shells, summary: 'bash, zsh or fish' } },
  options: {},
  examples: [
    ['limbeck completion bash > ~/.local/share/bash-completion/completions/limbeck', 'For bash'],
    ['limbeck completion zsh > ~/.zfunc/_limbeck', 'For zsh, with ~/.zfunc on the fpath'],
    ['limbeck completion fish > ~/.config/fish/completions/limbeck.fish', 'For fish'],
  ],
  run: async (_, values) => {
    const { shell } = values.arguments
    const found = shells.find((name) => name === shell)
    if (found === undefined) {
      const near = similarNames(shell, shells)[0]
      throw new LimbeckError('LB1001', `There is no completion for "${shell}".`, {
        hints: [
          near === undefined ? 'There is one for bash, zsh and fish.' : `Did you mean \`limbeck completion ${near}\`?`,
        ],
        details: { command: 'completion' },
      })
    }
    const { completionScripts } = await import('../completion/scripts.ts')
    const script = completionScripts[found]
    return { result: { script }, print: (terminal) => terminal.outText(script) }
  },
})
