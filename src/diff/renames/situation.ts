import type { TypeSystem } from '../../dialects/index.ts'
import type { Operation } from '../../operations/index.ts'
import type { Catalog } from '../../schema/index.ts'
import type { Comparer } from '../comparer.ts'
import type { Question } from '../question.ts'
import type { Scope } from '../scope.ts'

/** Something new that could be something old under another name. */
export interface Situation extends Omit<Question, 'text'> {
  /** Where the names live; two situations of one place compete for the same old names. */
  readonly place: string
  /** Every name that went away there, candidates or not: what a decision may name. */
  readonly gone: readonly string[]
  /** The question for a person. */
  ask(candidates: readonly string[]): string
  rename(from: string): Operation
}

export interface RenameContext {
  readonly wanted: Catalog
  readonly comparer: Comparer
  readonly types: Pick<TypeSystem, 'castSafety'>
  readonly scope: Scope
  /** What a rename does to defined objects of a type; see `Dialect.renamesObject`. */
  renames(objectType: string): 'in place' | 'anew' | 'never'
}

/** "a", "a or b", "a, b or c", each in quotes. */
export function quotedChoice(names: readonly string[]): string {
  const quoted = names.map((name) => `'${name}'`)
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`
}
