import type { Operation } from '../../operations/index.ts'
import { type EnumType, displayName, idOf } from '../../schema/index.ts'
import { inexpressible } from './inexpressible.ts'
import type { DifferenceRule } from './difference-rule.ts'

export const enumTypeRule: DifferenceRule<'enumType'> = {
  added: (enumType) => [{ kind: 'createEnum', enumType }],
  removed: ({ namespace, name }) => [{ kind: 'dropEnum', namespace, name, ifExists: false }],

  changed({ found, wanted, attributes }, { notes }) {
    const unknown = attributes.filter((attribute) => attribute !== 'values')
    if (unknown.length > 0) {
      throw inexpressible('enum type', idOf(wanted), unknown, [
        'Write it as SQL by hand: `limbeck revision -m "…"` with `op.execute(…)`.',
      ])
    }
    for (const value of found.values.filter((one) => !wanted.values.includes(one))) {
      notes.warnings.push(
        `Rows that still hold '${value}' stop it from being dropped from enum type '${displayName(wanted)}'; give a \`replacement\` where there may be some.`,
      )
    }
    return valueOperations(found, wanted)
  },

  renamed: () => [],
}

/** Adds values in their places, drops values, and puts what is left into order, if it is not. */
function valueOperations(found: EnumType, wanted: EnumType): readonly Operation[] {
  const operations: Operation[] = []
  const { namespace, name } = wanted
  const current = [...found.values]
  wanted.values.forEach((value, place) => {
    if (current.includes(value)) return
    const previous = wanted.values[place - 1]
    const at = previous === undefined ? 0 : current.indexOf(previous) + 1
    const atEnd = at === current.length
    operations.push({
      kind: 'addEnumValue',
      namespace,
      name,
      value,
      after: atEnd ? null : (previous ?? null),
      before: !atEnd && previous === undefined ? (current[0] ?? null) : null,
    })
    current.splice(at, 0, value)
  })
  for (const value of found.values) {
    if (wanted.values.includes(value)) continue
    operations.push({ kind: 'dropEnumValue', namespace, name, value, replacement: null })
    current.splice(current.indexOf(value), 1)
  }
  if (current.some((value, place) => value !== wanted.values[place])) {
    operations.push({ kind: 'reorderEnumValues', namespace, name, values: wanted.values })
  }
  return operations
}
