/** A duration for people: `12 ms`, `1.4 s`, `2 min 3 s`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 1000) return `${durationMs < 10 ? Math.round(durationMs * 10) / 10 : Math.round(durationMs)} ms`
  if (durationMs < 60_000) return `${(durationMs / 1000).toFixed(1)} s`
  const seconds = Math.round(durationMs / 1000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
