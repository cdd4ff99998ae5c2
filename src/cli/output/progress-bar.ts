import { formatDuration } from './duration.ts'

const cells = 20

/** How far something is: `[########------------] 312/1000 revisions, 31 %, 12.0 s left`. */
export function progressBar(done: number, total: number, unit: string, elapsedMs: number): string {
  const part = total === 0 ? 1 : Math.min(1, done / total)
  const full = Math.floor(part * cells)
  const left = part > 0 && part < 1 ? `, ${formatLeft((elapsedMs / part) * (1 - part))} left` : ''
  return `[${'#'.repeat(full)}${'-'.repeat(cells - full)}] ${done}/${total} ${unit}, ${Math.floor(part * 100)} %${left}`
}

/** A guess is no measurement: whole seconds. */
function formatLeft(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  return seconds < 60 ? `${seconds} s` : formatDuration(seconds * 1000)
}
