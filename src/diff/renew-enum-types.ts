import { type Operation, type OperationOf, applyOperations, touchesOf } from '../operations/index.ts'
import { type Catalog, keyOf } from '../schema/index.ts'

/**
 * PostgreSQL does not let a transaction use a value that it added to an enum type itself, but does where the whole type
 * is its own. So where something else in the same plan uses an added value, the type is made anew: its values are
 * "reordered" into the order that they have. A plan that reorders them does that anyhow, and so does one that drops
 * values, unless these have to be let go of first: then nothing waits for the drop, and the type is renewed in front.
 *
 * @see https://www.postgresql.org/docs/18/sql-altertype.html "If ALTER TYPE … ADD VALUE … is executed inside a
 * transaction block, the new value cannot be used until after the transaction has been committed."
 */
export function renewUsedEnumTypes(operations: readonly Operation[], found: Catalog): readonly Operation[] {
  const added = operations.filter((operation) => operation.kind === 'addEnumValue')
  if (added.length === 0) return operations
  const renewed = new Set<string>()
  const renewals = new Map<string, Operation>()
  const used = usedValues(added, operations, found)
  for (const one of added) {
    const key = keyOfEnum(one)
    if (renewed.has(key) || !used.has(one)) continue
    renewed.add(key)
    const drops = operations.filter((operation) => operation.kind === 'dropEnumValue' && keyOfEnum(operation) === key)
    const reorder = operations.find(
      (operation) => operation.kind === 'reorderEnumValues' && keyOfEnum(operation) === key,
    )
    if (drops.length === 0 ? reorder !== undefined : !drops.some((drop) => waits(drop, operations, found))) continue
    const { namespace, name } = one
    const all = valuesWith(
      added.filter((other) => keyOfEnum(other) === key),
      found,
    )
    const order = reorder?.kind === 'reorderEnumValues' ? reorder.values : []
    const values = [...order, ...all.filter((value) => !order.includes(value))]
    renewals.set(key, { kind: 'reorderEnumValues', namespace, name, values })
  }
  if (renewals.size === 0) return operations
  const isOld = (operation: Operation) => operation.kind === 'reorderEnumValues' && renewals.has(keyOfEnum(operation))
  const isDrop = (operation: Operation) => operation.kind === 'dropEnumValue' && renewals.has(keyOfEnum(operation))
  // Operations on one type keep their order: drops stand behind what renews it.
  const rest = operations.filter((operation) => !isOld(operation))
  return [...rest.filter((one) => !isDrop(one)), ...renewals.values(), ...rest.filter(isDrop)]
}

/** The values of a type with those that are added. */
function valuesWith(added: readonly OperationOf<'addEnumValue'>[], found: Catalog): readonly string[] {
  const [first] = added
  if (first === undefined) return []
  const { namespace, name } = first
  const type = applyOperations(found, added).get({ kind: 'enumType', namespace, name })
  return type?.kind === 'enumType' ? type.values : []
}

/** Whether something has to let go of a value before it is dropped. */
function waits(drop: Operation, operations: readonly Operation[], found: Catalog): boolean {
  const dropped = touchesOf(drop, found).find(({ how, id }) => how === 'removes' && id.kind === 'other')
  const key = dropped === undefined ? null : keyOf(dropped.id)
  return operations.some((operation) =>
    touchesOf(operation, found).some(({ how, id }) => how === 'releases' && keyOf(id) === key),
  )
}

function keyOfEnum({ namespace, name }: { readonly namespace: string | null; readonly name: string }): string {
  return keyOf({ kind: 'enumType', namespace, name })
}

/** Those of the added values that an operation puts into a default, or names in an expression. */
function usedValues(
  added: readonly OperationOf<'addEnumValue'>[],
  operations: readonly Operation[],
  found: Catalog,
): ReadonlySet<Operation> {
  const values = added.map((one) => {
    const made = touchesOf(one, found).find(({ how, id }) => how === 'makes' && id.kind === 'other')
    const literal = JSON.stringify(`'${one.value.replaceAll("'", "''")}'`).slice(1, -1)
    return { one, key: made === undefined ? null : keyOf(made.id), literal }
  })
  const used = new Set<Operation>()
  for (const operation of operations) {
    if (operation.kind === 'addEnumValue') continue
    const needed = new Set(
      touchesOf(operation, found).flatMap(({ how, id }) => (how === 'needs' && id.kind === 'other' ? [keyOf(id)] : [])),
    )
    const text = JSON.stringify(operation)
    for (const { one, key, literal } of values) {
      if ((key !== null && needed.has(key)) || text.includes(literal)) used.add(one)
    }
  }
  return used
}
