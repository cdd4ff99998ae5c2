import type { Terminal } from './terminal.ts'

/**
 * Prints through the pager, as git does: `PAGER`, else less, which leaves at once where everything fits on the screen.
 * Where nobody looks at a terminal, or there is no pager, it prints as ever.
 */
export function printPaged(terminal: Terminal, print: (terminal: Terminal) => void): void {
  const { environment } = terminal
  const chosen = environment['PAGER']?.trim()
  if (!terminal.isWatched || chosen === '' || chosen === 'cat' || environment['TERM'] === 'dumb') {
    print(terminal)
    return
  }
  const text = terminal.textOf(print)
  if (text === '') return
  terminal.end()
  // Loaded late: every command would wait 10 ms for it.
  const { spawnSync } = process.getBuiltinModule('node:child_process')
  const { status, error } = spawnSync(chosen ?? 'less', {
    // What a person writes into PAGER is a command line.
    shell: chosen !== undefined,
    input: text,
    stdio: ['pipe', 'inherit', 'inherit'],
    // -F leaves where it fits, -R shows colours, -X keeps what was read on the screen.
    env: { LESS: 'FRX', ...environment },
  })
  const isMissing =
    chosen === undefined ? error !== undefined && 'code' in error && error.code === 'ENOENT' : status === 127
  if (isMissing) terminal.outText(text)
}
