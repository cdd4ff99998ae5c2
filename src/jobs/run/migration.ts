import type { Direction, RevisionGraph, RevisionId, RevisionStep } from '../../revisions/index.ts'
import type { PresentFiles } from '../../runtime/index.ts'
import type { MigrationResult } from '../results.ts'

/** What differs between an upgrade and a downgrade. */
export interface Migration {
  readonly direction: Direction
  /** As the caller wrote it; left out: nobody did. */
  readonly target?: string
  readonly graph: RevisionGraph
  /** Digests of the files, as far as they are known. */
  readonly digestOf?: PresentFiles['digestOf']
  /** The steps from where a database is. */
  readonly planSteps: (heads: readonly RevisionId[]) => readonly RevisionStep[]
  /** The steps of a script, which knows no database. */
  readonly planScript: () => readonly RevisionStep[]
}

export function resultOf(steps: readonly RevisionStep[], headsBefore: readonly RevisionId[]): MigrationResult {
  return {
    steps: steps.map(({ direction, revision }) => ({ direction, revision: revision.id, message: revision.message })),
    headsBefore,
    headsAfter: steps.at(-1)?.headsAfter ?? headsBefore,
  }
}
