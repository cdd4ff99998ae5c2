import { type Operation, type OperationOf, touchesOf } from '../operations/index.ts'
import { type Catalog, keyOf } from '../schema/index.ts'

/**
 * PostgreSQL does not let a transaction use a value that it added to an enum type itself, but does where the whole type
 * is its own. So where something else in the same plan uses an added value, the type is made anew: its values are
 * "reordered" into the order that they have. A plan that drops values or reorders them does that anyhow.
 *
 * @see https://www.postgresql.org/docs/18/sql-altertype.html "If ALTER TYPE … ADD VALUE … is executed inside a
 * transaction block, the new value cannot be used until after the transaction has been committed."
 */
export function renewUsedEnumTypes(
  operations: readonly Operation[],
  found: Catalog,
  wanted: Catalog,
): readonly Operation[] {
  const added = operations.filter((operation) => operation.kind === 'addEnumValue')
  if (added.length === 0) return operations
  const renewed = new Set(
    operations
      .filter((operation) => operation.kind === 'dropEnumValue' || operation.kind === 'reorderEnumValues')
      .map(keyOfEnum),
  )
  const renewals: Operation[] = []
  for (const one of added) {
    const key = keyOfEnum(one)
    if (renewed.has(key) || !operations.some((operation) => usesValue(operation, one, found))) continue
    renewed.add(key)
    const { namespace, name } = one
    const values = wanted.get({ kind: 'enumType', namespace, name })?.values ?? []
    renewals.push({ kind: 'reorderEnumValues', namespace, name, values })
  }
  return renewals.length === 0 ? operations : [...operations, ...renewals]
}

function keyOfEnum({ namespace, name }: { readonly namespace: string | null; readonly name: string }): string {
  return keyOf({ kind: 'enumType', namespace, name })
}

/** Whether an operation puts the value into a default, or names it in an expression. */
function usesValue(operation: Operation, added: OperationOf<'addEnumValue'>, found: Catalog): boolean {
  if (operation.kind === 'addEnumValue') return false
  const made = touchesOf(added, found).find(({ how, id }) => how === 'makes' && id.kind === 'other')
  const key = made === undefined ? null : keyOf(made.id)
  if (touchesOf(operation, found).some(({ how, id }) => how === 'needs' && keyOf(id) === key)) return true
  const literal = JSON.stringify(`'${added.value.replaceAll("'", "''")}'`).slice(1, -1)
  return JSON.stringify(operation).includes(literal)
}
