import type { Touch } from '../operations/index.ts'
import type { ObjectId, TableRef } from '../schema/index.ts'

/** What an operation is mainly about: what it makes, removes or, where it does neither, changes. */
export interface Subject {
  /** `renames`: removes one name and makes another. */
  readonly how: 'makes' | 'removes' | 'changes' | 'renames'
  readonly id: ObjectId
  /** The new name of what is renamed. */
  readonly to: string | null
}

/** The lower, the more an operation is about it. */
const weightOf: { readonly [Kind in ObjectId['kind']]: number } = {
  namespace: 0,
  enumType: 1,
  table: 2,
  column: 3,
  primaryKey: 4,
  unique: 5,
  check: 6,
  foreignKey: 7,
  index: 8,
  defined: 9,
  other: 10,
}

/** The subject of an operation, read from its touches; null when it touches nothing. */
export function subjectOf(touches: readonly Touch[]): Subject | null {
  const heaviest = (how: Touch['how']): ObjectId | null => {
    let best: ObjectId | null = null
    for (const touch of touches) {
      if (touch.how !== how || touch.id.kind === 'other' || touch.id.name === '') continue
      if (best === null || weightOf[touch.id.kind] < weightOf[best.kind]) best = touch.id
    }
    return best
  }
  const made = heaviest('makes')
  const removed = heaviest('removes')
  if (made !== null && removed?.kind === made.kind) return { how: 'renames', id: removed, to: made.name }
  if (made !== null) return { how: 'makes', id: made, to: null }
  if (removed !== null) return { how: 'removes', id: removed, to: null }
  const changed = heaviest('changes')
  return changed === null ? null : { how: 'changes', id: changed, to: null }
}

/** The table that a subject is, or belongs to. */
export function tableOfSubject({ id }: Subject): TableRef | null {
  return id.kind === 'table' ? { namespace: id.namespace, name: id.name } : tableOfId(id)
}

/** The table that an object is a member of; null for what stands alone. */
export function tableOfId(id: ObjectId): TableRef | null {
  if (!('table' in id) || id.table === null || id.kind === 'other') return null
  return { namespace: id.namespace, name: id.table }
}

/** Whether it is about a foreign key: the one thing that can always be made later or dropped earlier. */
export function isLoose(subject: Subject | null): boolean {
  return subject?.id.kind === 'foreignKey'
}
