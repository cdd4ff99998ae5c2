import type { Operation } from '../operations/index.ts'
import {
  type Catalog,
  type Column,
  type ForeignKey,
  type ObjectKey,
  type TableMember,
  idOf,
  keyOf,
  tableOf,
  typeFamily,
} from '../schema/index.ts'
import type { Delta } from './compare-catalogs.ts'
import { isChangedInPlace } from './rules/attribute-changes.ts'
import { createConstraint, dropConstraint } from './rules/constraint-rule.ts'
import type { RuleContext } from './rules/difference-rule.ts'

/**
 * Foreign keys that stay as they are and still have to step aside: because a column on one of their ends changes to a
 * type that does not compare with the old one, or because the key that they stand on is replaced. They are dropped
 * before and created again behind.
 *
 * @see https://www.postgresql.org/docs/18/ddl-constraints.html "foreign key constraint cannot be implemented", and
 * ALTER TABLE DROP CONSTRAINT refuses while a foreign key depends on the key.
 */
export function foreignKeysInTheWay(
  deltas: readonly Delta[],
  context: Pick<RuleContext, 'found' | 'wanted' | 'altersMember'>,
): readonly Operation[] {
  const { found, wanted } = context
  const settled = new Set<ObjectKey>()
  const inTheWay = new Map<ObjectKey, ForeignKey>()
  const collect = (keys: Iterable<ForeignKey>) => {
    for (const key of keys) inTheWay.set(keyOf(idOf(key)), key)
  }
  for (const delta of deltas) {
    const before = delta.kind === 'removed' ? delta.object : delta.kind === 'added' ? null : delta.found
    if (before === null || delta.kind === 'renamed' || isChangedInPlace(delta, context)) continue
    settled.add(keyOf(idOf(before)))
    if (delta.kind === 'changed' && delta.found.kind === 'column' && delta.wanted.kind === 'column') {
      if (typeFamily(delta.found.type) !== typeFamily(delta.wanted.type)) collect(keysOver(delta.found, found))
    } else if (before.kind === 'primaryKey' || before.kind === 'unique' || before.kind === 'index') {
      collect(keysStandingOn(before, found))
    }
  }
  return [...inTheWay].flatMap(([id, key]) => {
    const counterpart = settled.has(id) ? null : counterpartOf(key, wanted)
    return counterpart === null ? [] : [dropConstraint(key), createConstraint(counterpart)]
  })
}

/** Foreign keys with the column on either end. */
function keysOver(column: Column, catalog: Catalog): readonly ForeignKey[] {
  const table = tableOf(column)
  const own = [...catalog.membersOf(table)].filter(
    (member): member is ForeignKey => member.kind === 'foreignKey' && member.columns.includes(column.name),
  )
  return [...own, ...catalog.referencesTo(table).filter((key) => key.references.columns.includes(column.name))]
}

/** Foreign keys that point at exactly the columns of a unique key. */
function keysStandingOn(member: TableMember, catalog: Catalog): readonly ForeignKey[] {
  const columns = uniqueColumns(member)
  if (columns === null) return []
  const sorted = [...columns].sort().join('\n')
  return catalog.referencesTo(tableOf(member)).filter((key) => [...key.references.columns].sort().join('\n') === sorted)
}

function uniqueColumns(member: TableMember): readonly string[] | null {
  if (member.kind === 'primaryKey' || member.kind === 'unique') return member.columns
  if (member.kind !== 'index' || !member.unique || member.where !== null) return null
  const columns = member.parts.map((part) => part.column)
  return columns.every((column) => column !== null) ? columns : null
}

/** The same foreign key in the models: of the same name, or between the same columns. */
function counterpartOf(key: ForeignKey, wanted: Catalog): ForeignKey | null {
  const named = wanted.get(idOf(key))
  if (named?.kind === 'foreignKey') return named
  for (const member of wanted.membersOf(tableOf(key))) {
    if (member.kind !== 'foreignKey' || member.references.table !== key.references.table) continue
    if (member.columns.join('\n') === key.columns.join('\n')) return member
  }
  return null
}
