import { conflictParagraphs, unknownLines } from '../../conflicts/index.ts'
import type { RebaseResult } from '../../jobs/index.ts'
import type { Terminal } from './terminal.ts'

/** Conflicts that the user has let pass, and what nobody could judge. */
export function printConflicts(
  { conflicts, unknowns }: Pick<RebaseResult, 'conflicts' | 'unknowns'>,
  folder: string,
  terminal: Terminal,
): void {
  for (const text of conflictParagraphs(conflicts, folder)) terminal.warn(text)
  for (const line of unknownLines(unknowns, folder)) terminal.notice(line)
}
