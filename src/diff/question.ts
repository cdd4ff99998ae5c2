import type { TableRef } from '../schema/index.ts'

export type { DeclaredRename } from '../schema/index.ts'

/**
 * Something the difference alone cannot tell: whether an object was renamed, or one dropped and another added.
 * The id is stable and is what decisions files and `--rename` answer: `rename-column:users.full_name`, `rename-view:members`.
 */
export interface Question {
  readonly id: string
  readonly kind: 'renameSchema' | 'renameTable' | 'renameColumn' | 'renameEnum' | 'renameEnumValue' | 'renameObject'
  /** Of `renameObject`: what it is, in the database's words: `view`, `materialized view`. */
  readonly objectType?: string
  /** The table of a column, or the table or view that an object belongs to. */
  readonly table: TableRef | null
  /** The new name in the models. */
  readonly name: string
  /** Names that went away and could be the old one, best match first. */
  readonly candidates: readonly string[]
  /** The question for a person. */
  readonly text: string
}

/** Answers to questions: the old name, or null for "it is new". */
export type Decisions = { readonly [questionId: string]: string | null }
