import type { RevisionInfo } from '../jobs/index.ts'

/** The error of a failed test: what is wrong, the evidence line by line, where to look, what to do. */
export function failure(
  message: string,
  evidence: readonly string[],
  revision: Pick<RevisionInfo, 'file'> | null,
  hints: readonly string[] = [],
  cause?: unknown,
): Error {
  const lines = [
    message,
    ...evidence.map((line) => `  ${line.replaceAll('\n', '\n  ')}`),
    ...(revision === null ? [] : [`Look at ${revision.file}`]),
    ...hints.map((hint) => `  - ${hint}`),
  ]
  return new Error(lines.join('\n'), cause === undefined ? {} : { cause })
}
