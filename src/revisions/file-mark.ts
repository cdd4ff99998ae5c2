/** What tells that a file is still the one that was read; the times in milliseconds. */
export interface FileMark {
  readonly size: number
  readonly mtimeMs: number
  readonly ctimeMs: number
  readonly ino: number
}

/** Times of files stand still for so long on some file systems, so that a second edit leaves no trace. */
const settlingMs = 2000

/**
 * Whether the file was left alone for long enough before it was looked at.
 *
 * @param nowMs the time before the look, in milliseconds since 1970
 */
export function isSettled({ mtimeMs, ctimeMs }: FileMark, nowMs: number): boolean {
  return Math.max(mtimeMs, ctimeMs) + settlingMs < nowMs
}
