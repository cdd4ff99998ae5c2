import type { ObjectId } from '../schema/index.ts'

/**
 * `createdTwice`: both sides make an object of one name. `changedTwice`: both change the same thing, differently.
 * `droppedTwice`: both drop it. `droppedAndUsed`: one side drops or renames what the other builds on.
 * `orderMatters`: one order fails, or the two orders end in different schemas.
 */
export type ConflictKind = 'createdTwice' | 'changedTwice' | 'droppedTwice' | 'droppedAndUsed' | 'orderMatters'

/** Something that two sides cannot both do. Plain data. */
export interface Conflict {
  readonly kind: ConflictKind
  /** What it is about; null where only the replay as a whole told. */
  readonly object: ObjectId | null
  /** One sentence, in the user's names. */
  readonly message: string
  readonly sides: readonly [ConflictSide, ConflictSide]
}

/** What one side has to do with a conflict. */
export interface ConflictSide {
  readonly head: string
  readonly revision: string
  /** Absolute path. */
  readonly file: string
  /** One line for each operation. */
  readonly does: readonly string[]
}

/**
 * What nobody can know without a database. `sql`: hand-written SQL. `query`: the file reads rows and may act on them.
 * `rows`: it inserts rows into a table that the other side has to do with. `failure`: its code could not be recorded to
 * the end. `schema`: an operation does not fit the replayed schema, which hand-written SQL has changed meanwhile.
 */
export type UnknownReason = 'sql' | 'query' | 'rows' | 'failure' | 'schema'

/** A part of a revision that could not be judged. */
export interface UnknownPart {
  readonly head: string
  readonly revision: string
  /** Absolute path. */
  readonly file: string
  readonly reason: UnknownReason
  /** One line: what it does. */
  readonly text: string
  /** Tables that the other side has to do with, and that the text names. */
  readonly mentions: readonly string[]
}

/** What is known about two or more sides. */
export interface ConflictReport {
  readonly conflicts: readonly Conflict[]
  readonly unknowns: readonly UnknownPart[]
}
