import type { JsonObject } from '../../errors/index.ts'
import type { Attributes, CatalogObject, Constraint, Index } from '../../schema/index.ts'
import type { AlterMember } from '../../operations/index.ts'
import type { Delta } from '../compare-catalogs.ts'
import { equalJson } from '../comparer.ts'
import type { RuleContext } from './difference-rule.ts'

interface Attributed {
  readonly attributes?: Attributes
}

/** The attributes that differ, as they are wanted; null where nothing is wanted. */
export function attributeChanges(found: Attributed, wanted: Attributed): JsonObject {
  const [before, after] = [found.attributes ?? {}, wanted.attributes ?? {}]
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return Object.fromEntries(
    [...names].filter((name) => !equalJson(before[name], after[name])).map((name) => [name, after[name] ?? null]),
  )
}

/** The change in place of a constraint or index, or null where the database has none. */
export function memberChange(
  delta: {
    readonly found: Constraint | Index
    readonly wanted: Constraint | Index
    readonly attributes: readonly string[]
  },
  { altersMember }: Pick<RuleContext, 'altersMember'>,
): AlterMember | null {
  const { found, wanted, attributes } = delta
  const changes = attributeChanges(found, wanted)
  const others = attributes.filter((name) => name !== 'attributes')
  // What is found under another name is made anew.
  if (found.name !== wanted.name || !altersMember(found, [...others, ...Object.keys(changes)])) return null
  const { namespace, table, name, kind } = found
  return {
    kind: 'alterMember',
    namespace,
    table,
    memberKind: kind,
    name,
    ...(others.includes('deferrable') && 'deferrable' in wanted ? { deferrable: wanted.deferrable } : {}),
    ...(Object.keys(changes).length === 0 ? {} : { attributes: changes }),
  }
}

/** Whether a constraint or index stays while it is changed. */
export function isChangedInPlace(delta: Delta, context: Pick<RuleContext, 'altersMember'>): boolean {
  if (delta.kind !== 'changed') return false
  const { found, wanted, attributes } = delta
  return isKeyOrIndex(found) && isKeyOrIndex(wanted) && memberChange({ found, wanted, attributes }, context) !== null
}

function isKeyOrIndex(object: CatalogObject): object is Constraint | Index {
  return ['primaryKey', 'unique', 'foreignKey', 'check', 'index'].includes(object.kind)
}
