import type { EventListener, LimbeckEvent, ProgressEvent } from '../../runtime/index.ts'
import { formatDuration } from './duration.ts'
import { progressBar } from './progress-bar.ts'
import type { Terminal } from './terminal.ts'

/** Batches that took this long together get a line. */
const betweenBatchLinesMs = 2000
/** Where nobody can redraw a line, other long work gets one in this time. */
const betweenLinesMs = 5000
/** What is done sooner shows no bar. */
const longMs = 1000
/** How often the time in a line goes on by itself. */
const tickMs = 500

/**
 * Prints what happens during a job, in Alembic's words, with durations; `verbose` adds each statement. On a terminal, what
 * takes longer than a second shows how far it is; elsewhere there is a line of it now and then.
 */
export function progressPrinter(terminal: Terminal, options: { readonly verbose: boolean }): EventListener {
  let running = ''
  let quietMs = 0
  let toldMs = 0
  let timer: NodeJS.Timeout | undefined
  let run: RunState = { startedAt: 0, position: 1, total: 1, revisionAt: 0, detail: '' }
  const show = () => {
    // The first look at the clock loads a part of Node, and where nobody can redraw a line the time in it does not count.
    if (terminal.canRedraw) terminal.showProgress(progressOf(run, performance.now()))
  }
  // Thousands of revisions need no lines that nobody gets to see.
  const isUnseen = (event: LimbeckEvent) => terminal.isQuiet && !options.verbose && event.kind !== 'warning'
  return (event) => {
    if (isUnseen(event)) return
    switch (event.kind) {
      case 'revisionStarted': {
        clearInterval(timer)
        running = runningLine(event)
        const now = performance.now()
        const { position, total } = event
        run = { startedAt: position === 1 ? now : run.startedAt, position, total, revisionAt: now, detail: '' }
        toldMs = 0
        terminal.begin(running, progressOf(run, now))
        if (terminal.canRedraw) timer = setInterval(show, tickMs).unref()
        return
      }
      case 'revisionFinished': {
        clearInterval(timer)
        const took = terminal.errStyle.dim(` (${formatDuration(event.durationMs)})`)
        terminal.finish(took, `${running}${took}`)
        running = ''
        return
      }
      case 'progress': {
        if (running === '') timer = showAlone(event, terminal, timer)
        run = { ...run, detail: lineOfProgress(event) }
        show()
        if (terminal.canRedraw || event.durationMs - toldMs < betweenLinesMs) return
        toldMs = event.durationMs
        if (event.unit !== null) terminal.notice(`  ${event.activity}: ${countOf(event)} so far`)
        return
      }
      case 'statementFinished':
        run = { ...run, detail: '' }
        if (options.verbose) printStatement(event, terminal)
        return
      case 'batchFinished': {
        const { batch, table, totalRows } = event
        const soFar = `${table}: ${totalRows} rows in ${batch} ${batch === 1 ? 'batch' : 'batches'} so far`
        run = { ...run, detail: soFar }
        show()
        quietMs += event.durationMs
        if (!options.verbose && (terminal.canRedraw || quietMs < betweenBatchLinesMs)) return
        quietMs = 0
        terminal.notice(`  ${soFar}`)
        return
      }
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

interface RunState {
  /** When the run began, and the revision that is running. */
  readonly startedAt: number
  readonly revisionAt: number
  readonly position: number
  readonly total: number
  /** How far the revision is, where it says. */
  readonly detail: string
}

/** What stands behind the line of the running revision; empty in the first second. */
function progressOf({ startedAt, revisionAt, position, total, detail }: RunState, now: number): string {
  const elapsedMs = now - startedAt
  if (elapsedMs < longMs) return ''
  if (detail !== '') return `  ${total > 1 ? `${position}/${total}  ` : ''}${detail}`
  if (total > 1) return `  ${progressBar(position - 1, total, 'revisions', elapsedMs)}`
  return `  ${formatDuration(now - revisionAt)}`
}

function lineOfProgress({ activity, unit, done, total, durationMs }: ProgressEvent): string {
  if (unit === null) return activity
  return total === null ? `${activity}: ${done} ${unit}` : `${activity} ${progressBar(done, total, unit, durationMs)}`
}

function countOf({ done, total, unit }: ProgressEvent): string {
  return total === null ? `${done} ${unit}` : `${done} of ${total} ${unit}`
}

/** Work beside the revisions: a line that goes again. What is not counted gets it when a second has passed without a word. */
function showAlone(
  event: ProgressEvent,
  terminal: Terminal,
  timer: NodeJS.Timeout | undefined,
): NodeJS.Timeout | undefined {
  clearInterval(timer)
  if (!terminal.canRedraw) return undefined
  const line = lineOfProgress(event)
  if (event.durationMs >= longMs) {
    terminal.passing(line)
    return undefined
  }
  const { printed } = terminal
  const later = setTimeout(() => {
    if (terminal.printed === printed) terminal.passing(line)
  }, longMs)
  return later.unref()
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
