import { type ForeignKey, type TableDefinition, displayTable, idOf, tableKey } from '../../schema/index.ts'
import { createConstraint, dropConstraint } from './constraint-rule.ts'
import { inexpressible } from './inexpressible.ts'
import type { DifferenceRule } from './difference-rule.ts'

export const tableRule: DifferenceRule<'table'> = {
  added(table, { wanted }) {
    const definition = wanted.definitionOf(table)
    if (definition === undefined) return []
    const [own, others] = splitForeignKeys(definition)
    return [
      { kind: 'createTable', definition: { ...definition, foreignKeys: own }, ifNotExists: false },
      ...others.map(createConstraint),
    ]
  },

  removed(table, { found, notes }) {
    const definition = found.definitionOf(table)
    if (definition === undefined) return []
    for (const { objectType, name } of definition.others) {
      notes.warnings.push(
        `Dropping table '${displayTable(table)}' drops its ${objectType} '${name}' with it, which the downgrade does not bring back.`,
      )
    }
    const [, others] = splitForeignKeys(definition)
    return [
      ...others.map(dropConstraint),
      { kind: 'dropTable', namespace: table.namespace, table: table.name, ifExists: false },
    ]
  },

  changed({ wanted: table, attributes }) {
    const unknown = attributes.filter((attribute) => attribute !== 'comment')
    if (unknown.length > 0) {
      throw inexpressible('table', idOf(table), unknown, [
        'Create a table of another name with the wanted options, move the rows, and drop the old one: `limbeck revision -m "…"`.',
        'Or say in the models what the database has.',
      ])
    }
    return [{ kind: 'setTableComment', namespace: table.namespace, table: table.name, comment: table.comment }]
  },

  renamed: () => [],
}

/** Foreign keys to the table itself, and those to other tables. */
function splitForeignKeys(
  definition: TableDefinition,
): readonly [own: readonly ForeignKey[], others: readonly ForeignKey[]] {
  const key = tableKey(definition.table)
  const pointsHome = (one: ForeignKey) =>
    tableKey({ namespace: one.references.namespace, name: one.references.table }) === key
  return [definition.foreignKeys.filter(pointsHome), definition.foreignKeys.filter((one) => !pointsHome(one))]
}
