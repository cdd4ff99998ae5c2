import type { Operation } from '../operations/index.ts'
import type { Catalog, ColumnType, ObjectId, TableRef } from '../schema/index.ts'
import type { Severity } from './finding.ts'
import type { RecordedRevision } from './recorded-revision.ts'

/** One operation of a revision with the schema in front of it. Groups (`op.alterTable`) are taken apart. */
export interface ReviewedStep {
  readonly operation: Exclude<Operation, { kind: 'alterTable' }>
  readonly before: Catalog
  /** Position of the call in the revision's upgrade, from 0. */
  readonly position: number
}

/** What a rule looks at: one revision, its upgrade step by step, and the schema behind it. */
export interface ReviewSubject {
  readonly revision: RecordedRevision
  readonly steps: readonly ReviewedStep[]
  /** The schema behind the upgrade, as far as the operations could be replayed. */
  readonly after: Catalog
  /** Whether a table was there before this revision: new tables have no rows to lose or to lock. */
  existedBefore(table: TableRef): boolean
  /** What a change of type does to stored values. */
  castSafety(from: ColumnType, to: ColumnType): 'safe' | 'checked' | 'lossy' | 'impossible'
}

/** A finding as a rule writes it; the rest (revision, severity, file) is filled in. */
export interface FindingDraft {
  readonly message: string
  readonly help: string
  readonly direction?: 'upgrade' | 'downgrade'
  readonly position?: number
  readonly objects?: readonly ObjectId[]
  /** Instead of the rule's default, where one case is milder or harder than the others. */
  readonly severity?: Severity
}

/** One review rule: a file in `rules/`, a line in `rules/registry.ts`, a page in `docs/rules/`. */
export interface ReviewRule {
  /** Kebab-case; what suppressions and the configuration name. */
  readonly id: string
  /** One line: what the rule looks for. */
  readonly title: string
  readonly severity: Severity
  check(subject: ReviewSubject): Iterable<FindingDraft>
}
