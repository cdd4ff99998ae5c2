import { applyOperation } from '../operations/index.ts'
import { type CatalogDraft, type Catalog, type ColumnType, editCatalog } from '../schema/index.ts'
import type { RecordedRevision } from './recorded-revision.ts'
import type { ReviewSubject, ReviewedStep } from './rule.ts'

/**
 * Replays a recorded upgrade over the schema in front of it. An operation that does not fit the replayed schema
 * (because hand-written SQL changed it meanwhile) is kept as a step and changes nothing.
 */
export function reviewSubject(
  revision: RecordedRevision,
  castSafety: (from: ColumnType, to: ColumnType) => 'safe' | 'checked' | 'lossy' | 'impossible',
): ReviewSubject {
  const draft = editCatalog(revision.before)
  const steps: ReviewedStep[] = []
  revision.upgrade.operations.forEach((operation, position) => {
    const atoms = operation.kind === 'alterTable' ? operation.changes : [operation]
    for (const atom of atoms) {
      steps.push({ operation: atom, before: frozen(draft), position })
      try {
        applyOperation(draft, atom)
      } catch {
        // The rest of the revision is still worth a look.
      }
    }
  })
  return {
    revision,
    steps,
    after: draft,
    existedBefore: (table) => revision.before.has({ kind: 'table', ...table }),
    castSafety,
  }
}

function frozen(draft: CatalogDraft): Catalog {
  return draft.fork()
}
