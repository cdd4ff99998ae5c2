import type { Contender } from '../workload.ts'

/** What any program on Node costs that does nothing. */
export function emptyNode(): Contender {
  return { name: '`node -e 0`', command: { command: process.execPath, args: ['-e', '0'] }, check: () => {} }
}
