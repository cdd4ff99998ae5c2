import { spawn } from 'node:child_process'
import { LimbeckError } from '../errors/index.ts'

const fallbacks = ['sensible-editor', 'editor', 'nano', 'vim', 'code']

/**
 * Opens files in the editor of the environment and waits until it is closed.
 *
 * @param options.hasTerminal false: only an editor that the environment names is started; any other would wait for a
 *   person who is not there
 * @param options.output where the editor's own output goes
 * @throws LimbeckError LB1007 when no editor could be started, or it ended with an error
 */
export async function openEditor(
  files: readonly string[],
  cwd: string,
  options: { readonly hasTerminal: boolean; readonly output: 'stdout' | 'stderr' },
): Promise<void> {
  const chosen = process.env['EDITOR'] || process.env['VISUAL'] || undefined
  if (chosen === undefined && !options.hasTerminal) {
    throw new LimbeckError('LB1007', 'Error executing editor (there is no terminal, and `EDITOR` names none)', {
      hints: ['Set `EDITOR` to an editor that needs no terminal, for example `EDITOR="code --wait"`.'],
      details: { files },
    })
  }
  for (const command of chosen === undefined ? fallbacks : [chosen]) {
    // People put options into the variable: `code --wait`.
    const [program = '', ...given] = command.split(' ').filter((part) => part !== '')
    const outcome = await run(program, [...given, ...files], cwd, options.output)
    if (outcome === 0) return
    if (outcome === 'missing' && chosen === undefined) continue
    const reason = outcome === 'missing' ? `${program} was not found` : `${program} ended with ${String(outcome)}`
    throw new LimbeckError('LB1007', `Error executing editor (${reason})`, {
      hints: ['Set `EDITOR` to your editor, for example `EDITOR="code --wait"`.'],
      details: { files },
    })
  }
  throw new LimbeckError('LB1007', 'Error executing editor (none was found)', {
    hints: ['Set `EDITOR` to your editor, for example `EDITOR="code --wait"`.'],
    details: { files },
  })
}

function run(
  program: string,
  args: readonly string[],
  cwd: string,
  output: 'stdout' | 'stderr',
): Promise<number | string> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      stdio: ['inherit', output === 'stdout' ? 'inherit' : 2, 'inherit'],
      shell: process.platform === 'win32',
    })
    child.on('error', () => resolve('missing'))
    child.on('exit', (status, signal) => resolve(status ?? signal ?? 1))
  })
}
