import { isLimbeckError } from '../../errors/index.ts'
import type { Terminal } from './terminal.ts'

/** Prints an error for people: what happened, the statement, what to do, and the page that says more. */
export function reportError(error: unknown, terminal: Terminal, options: { readonly trace: boolean }): void {
  const style = terminal.errStyle
  if (!isLimbeckError(error)) {
    const message = error instanceof Error ? error.message : String(error)
    terminal.error(`${style.red('fault:')} ${message}`)
    terminal.error('  - This is a fault of limbeck. Please report it with the command and the message.')
    if (options.trace) printTrace(error, terminal)
    else terminal.error('  - `--trace` shows where it came from.')
    return
  }
  const [first = '', ...rest] = error.message.split('\n')
  terminal.error(`${style.red('error:')} ${style.bold(first)}`)
  for (const line of rest) terminal.error(line)
  for (const line of rest.length === 0 ? excerptOf(error.details) : []) terminal.error(`  ${style.dim(line)}`)
  for (const hint of error.hints) terminal.error(`  - ${hint.replaceAll('\n', '\n    ')}`)
  terminal.error(style.dim(`  ${error.code}: \`limbeck help ${error.code}\` says more`))
  if (options.trace) printTrace(error, terminal)
}

/** The line of the statement that the database points at, with a caret under the place. */
function excerptOf(details: { readonly [key: string]: unknown }): readonly string[] {
  const { statement, position } = details
  if (typeof statement !== 'string') return []
  const lines = statement.split('\n')
  if (typeof position !== 'number' || position < 1 || position > statement.length + 1) {
    return [...lines.slice(0, 12), ...(lines.length > 12 ? ['…'] : [])]
  }
  const before = statement.slice(0, position - 1).split('\n')
  const line = before.length - 1
  return [...lines.slice(Math.max(0, line - 3), line + 1), `${' '.repeat(before.at(-1)?.length ?? 0)}^`]
}

function printTrace(error: unknown, terminal: Terminal): void {
  for (const line of traceLines(error)) terminal.error(terminal.errStyle.dim(line))
}

/** Where an error came from and what caused it, a stack in each text. */
export function traceLines(error: unknown): readonly string[] {
  const stacks: string[] = []
  let current: unknown = error
  while (current instanceof Error && stacks.length < 5) {
    stacks.push(`${stacks.length === 0 ? '' : 'caused by: '}${current.stack ?? current.message}`)
    current = current.cause
  }
  return stacks
}
