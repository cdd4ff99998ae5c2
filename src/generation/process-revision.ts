import { runHook, wrongAnswer } from './hook-failure.ts'
import { isOperations } from './is-operations.ts'
import type { AddedRevision, ProcessRevision, RevisionContext, RevisionDraft } from './revision-draft.ts'

const allowed = 'nothing, a revision, a list of revisions, or null for no file'

/**
 * Hands a new revision to the hooks, one after the other; each sees what the one before it left.
 *
 * @returns the revisions to write, in the order in which they follow each other; none when a hook wants no file
 * @throws LimbeckError LB5013 for a hook that throws or answers something else
 */
export async function processRevision(
  hooks: readonly ProcessRevision[],
  context: RevisionContext,
  draft: RevisionDraft,
): Promise<readonly RevisionDraft[]> {
  let drafts: readonly RevisionDraft[] = [draft]
  for (const hook of hooks) {
    const answers: RevisionDraft[] = []
    for (const one of drafts) answers.push(...(await askHook(hook, context, one)))
    drafts = answers
  }
  return drafts
}

async function askHook(
  hook: ProcessRevision,
  context: RevisionContext,
  draft: RevisionDraft,
): Promise<readonly RevisionDraft[]> {
  const answer: unknown = await runHook('processRevision', () => hook(context, draft))
  if (answer === null) return []
  if (answer === undefined) return [draft]
  const list: readonly unknown[] = Array.isArray(answer) ? answer : [answer]
  // Configuration files load this file, and most of them never need an id.
  const { newRevisionId } = await import('../revisions/index.ts')
  const revisions: RevisionDraft[] = []
  for (const one of list) {
    if (!isRevision(one)) throw wrongAnswer('processRevision', answer, allowed)
    revisions.push(completed(one, one.id ?? newRevisionId(), revisions.at(-1), draft))
  }
  return revisions
}

function isRevision(value: unknown): value is RevisionDraft | AddedRevision {
  if (typeof value !== 'object' || value === null) return false
  const { message, upgrade = [], downgrade = [] } = value as Partial<Record<keyof RevisionDraft, unknown>>
  return typeof message === 'string' && [upgrade, downgrade].every(isOperations)
}

function completed(
  given: RevisionDraft | AddedRevision,
  id: string,
  previous: RevisionDraft | undefined,
  draft: RevisionDraft,
): RevisionDraft {
  return {
    id,
    downRevisions: given.downRevisions ?? (previous === undefined ? draft.downRevisions : [previous.id]),
    branchLabels: given.branchLabels ?? [],
    dependsOn: given.dependsOn ?? [],
    message: given.message,
    upgrade: given.upgrade ?? [],
    downgrade: given.downgrade ?? [],
    losses: given.losses ?? [],
    irreversible: given.irreversible ?? [],
  }
}
