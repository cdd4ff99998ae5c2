import type { EventListener, LimbeckEvent } from '../../runtime/index.ts'
import { formatDuration } from './duration.ts'
import type { Terminal } from './terminal.ts'

/** Batches that took this long together get a line. */
const betweenBatchLinesMs = 2000

/** Prints what happens during a job, in Alembic's words, with durations; `verbose` adds each statement. */
export function progressPrinter(terminal: Terminal, options: { readonly verbose: boolean }): EventListener {
  let running = ''
  let quietMs = 0
  return (event) => {
    switch (event.kind) {
      case 'revisionStarted':
        running = runningLine(event)
        terminal.begin(running)
        return
      case 'revisionFinished': {
        const took = terminal.errStyle.dim(` (${formatDuration(event.durationMs)})`)
        terminal.finish(took, `${running}${took}`)
        return
      }
      case 'statementFinished':
        if (options.verbose) printStatement(event, terminal)
        return
      case 'batchFinished':
        quietMs += event.durationMs
        if (!options.verbose && quietMs < betweenBatchLinesMs) return
        quietMs = 0
        terminal.notice(
          `  ${event.table}: ${event.totalRows} rows in ${event.batch} ${event.batch === 1 ? 'batch' : 'batches'} so far`,
        )
        return
      case 'lockWaiting':
        terminal.notice(
          `Waiting for another migration to end${event.holder === null ? '' : ` (${event.holder})`}: ${formatDuration(event.waitedMs)} so far`,
        )
        return
      case 'retrying':
        terminal.notice(
          `${event.reason}; everything is rolled back, again in ${formatDuration(event.pauseMs)} (${event.retry} of ${event.retries})`,
        )
        return
      case 'notice':
        terminal.notice(event.message)
        return
      case 'warning':
        terminal.warn(event.message, event.hints)
        return
      case 'lockAcquired':
        if (options.verbose && event.waitedMs > 0)
          terminal.notice(`The lock is ours after ${formatDuration(event.waitedMs)}`)
        return
      default:
        // A newer event than this printer knows is no reason to fail.
        event satisfies never
    }
  }
}

type EventOf<Kind extends LimbeckEvent['kind']> = Extract<LimbeckEvent, { readonly kind: Kind }>

function runningLine(event: EventOf<'revisionStarted'>): string {
  const parents = event.downRevisions.join(', ')
  const [from, to] = event.direction === 'upgrade' ? [parents, event.revision] : [event.revision, parents]
  return `Running ${event.direction} ${from} -> ${to}, ${event.message}`
}

function printStatement(event: EventOf<'statementFinished'>, terminal: Terminal): void {
  const rows = event.rows === null || event.rows === 0 ? '' : `, ${event.rows} rows`
  terminal.error(`${indent(event.sql)}  ${terminal.errStyle.dim(`(${formatDuration(event.durationMs)}${rows})`)}`)
}

function indent(sql: string): string {
  return sql.trimEnd().replace(/^/gm, '  ')
}
