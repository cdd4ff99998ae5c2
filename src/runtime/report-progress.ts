import type { EventListener, ProgressEvent } from './events.ts'

/** Work that takes longer than this tells how far it is, and then again after each such time. */
const everyMs = 250

/**
 * Tells how far a long piece of work is, a few times a second at most; of short work it tells nothing.
 *
 * @returns to be called with what is done by now, as often as is convenient
 */
export function reportProgress(
  onEvent: EventListener,
  work: Pick<ProgressEvent, 'activity' | 'unit' | 'total'>,
): (done: number) => void {
  const started = performance.now()
  let toldAt = started
  return (done) => {
    const now = performance.now()
    if (now - toldAt < everyMs) return
    toldAt = now
    onEvent({ kind: 'progress', ...work, done, durationMs: now - started })
  }
}
