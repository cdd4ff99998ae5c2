import type { Decisions, DeclaredRename } from '../diff/index.ts'
import { parseRename } from './parse-rename.ts'

/** Answers to the questions about renames, for commands that compare. */
export const renameOptions = {
  rename: {
    value: 'OLD=NEW',
    repeatable: true,
    summary: 'Say what was renamed: users.full_name=users.name, table:users=members',
  },
  decisions: { value: 'FILE', summary: 'Answers to the questions about renames, as JSON' },
} as const

/**
 * Reads {@link renameOptions}.
 *
 * @throws LimbeckError LB1001 for a rename or a file that cannot be read
 */
export async function readRenameAnswers(
  cwd: string,
  options: { readonly rename: readonly string[]; readonly decisions: string | undefined },
): Promise<{ readonly renames: readonly DeclaredRename[]; readonly decisions?: Decisions }> {
  const renames = options.rename.map(parseRename)
  if (options.decisions === undefined) return { renames }
  const { readDecisions } = await import('./read-decisions.ts')
  return { renames, decisions: await readDecisions(cwd, options.decisions) }
}
