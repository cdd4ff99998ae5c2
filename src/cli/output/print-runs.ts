import type { RunInfo } from '../../jobs/index.ts'
import { formatDuration } from './duration.ts'
import type { Style, Terminal } from './terminal.ts'

/** Prints runs one below the other: a line each with the beginning of the error, or everything about them. */
export function printRuns(runs: readonly RunInfo[], terminal: Terminal, show: { readonly verbose: boolean }): void {
  const style = terminal.outStyle
  if (show.verbose) {
    for (const run of runs) for (const line of runEntry(run, style)) terminal.out(line)
    return
  }
  const rows = runs.map(cellsOf)
  const widths = [0, 1, 2, 3, 4, 5].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)))
  for (const [index, run] of runs.entries()) {
    const cells = (rows[index] ?? []).map((cell, column) =>
      colored(cell.padEnd(widths[column] ?? 0), column, run, style),
    )
    terminal.out([...cells, oneLine(run.message ?? '(no file)')].join('  ').trimEnd())
    if (run.error !== null) terminal.out(`    ${style.red(oneLine(run.error.split('\n')[0] ?? ''))}`)
  }
}

/** Everything about a run. */
function runEntry(run: RunInfo, style: Style): readonly string[] {
  const users = run.databaseUser === null ? whoOf(run) : `${whoOf(run)}, connected as ${run.databaseUser}`
  const lines: readonly (readonly [name: string, value: string | null])[] = [
    ['Run:', `${run.id}`],
    ['Rev:', `${style.yellow(run.revision)} ${run.direction}`],
    ['Result:', run.status],
    ['Started:', run.startedAt],
    ['Finished:', run.finishedAt],
    ['Took:', run.durationMs === null ? null : formatDuration(run.durationMs)],
    ['Statements:', `${run.statements}`],
    ['By:', users],
    ['Process:', run.process],
    ['limbeck:', run.limbeckVersion],
  ]
  return [
    ...lines.flatMap(([name, value]) => (value === null ? [] : [`${name} ${value}`])),
    '',
    ...(run.message ?? '(no file)').split('\n').map((text) => `    ${text}`),
    ...(run.error === null ? [] : ['', ...run.error.split('\n').map((text) => `    ${style.red(text)}`)]),
    '',
  ]
}

/** Who ran it, in one word: the account, else what is known of the process. */
export function whoOf({ osUser, process }: Pick<RunInfo, 'osUser' | 'process'>): string {
  return osUser ?? process ?? ''
}

function cellsOf(run: RunInfo): readonly string[] {
  return [
    timeOf(run.startedAt),
    run.direction,
    run.revision,
    run.status,
    run.durationMs === null ? '' : formatDuration(run.durationMs),
    whoOf(run),
  ]
}

/** To the second, in UTC, as it can be read: `2026-11-22 16:14:16Z`. */
function timeOf(iso: string): string {
  const time = Date.parse(iso)
  return Number.isNaN(time)
    ? iso
    : new Date(time)
        .toISOString()
        .replace('T', ' ')
        .replace(/\.\d+Z$/, 'Z')
}

function colored(cell: string, column: number, run: RunInfo, style: Style): string {
  if (column === 2) return style.yellow(cell)
  if (column !== 3) return cell
  return run.status === 'done' ? style.green(cell) : style.red(cell)
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ')
}
