import { type Operation, type OperationOf, ownDetails } from '../../operations/index.ts'
import {
  type ForeignKey,
  type Table,
  type TableDefinition,
  displayTable,
  idOf,
  ownMembers,
} from '../../schema/index.ts'
import { attributeChanges } from './attribute-changes.ts'
import { createConstraint, dropConstraint } from './constraint-rule.ts'
import { inexpressible } from './inexpressible.ts'
import { warnOfLooseKey } from './loose-foreign-key.ts'
import type { DifferenceRule } from './difference-rule.ts'

export const tableRule: DifferenceRule<'table'> = {
  added(table, { wanted, notes }) {
    const found = wanted.definitionOf(table)
    if (found === undefined) return []
    for (const key of found.foreignKeys) warnOfLooseKey(key, wanted, notes)
    const definition = ownMembers(found)
    const [own, others] = splitForeignKeys(definition)
    return [
      { kind: 'createTable', definition: { ...definition, foreignKeys: own }, ifNotExists: false },
      ...ownDetails(wanted, table),
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
    const [, others] = splitForeignKeys(ownMembers(definition))
    return [
      ...others.map(dropConstraint),
      { kind: 'dropTable', namespace: table.namespace, table: table.name, ifExists: false },
    ]
  },

  changed({ found, wanted: table, attributes }, { altersTable }) {
    const unknown = attributes.filter((name) => name !== 'comment' && !altersTable(name, found, table))
    if (unknown.length > 0) {
      throw inexpressible('table', idOf(table), unknown, [
        'Create a table of another name with the wanted options, move the rows, and drop the old one: `limbeck revision -m "…"`.',
        'Or say in the models what the database has.',
      ])
    }
    const { namespace, name, comment } = table
    return [
      ...(attributes.includes('comment')
        ? [{ kind: 'setTableComment', namespace, table: name, comment } as const]
        : []),
      ...optionChanges(found, table, attributes),
    ]
  },

  renamed: () => [],
}

function optionChanges(found: Table, wanted: Table, attributes: readonly string[]): readonly Operation[] {
  const options = Object.fromEntries(Object.entries(wanted.options).filter(([name]) => attributes.includes(name)))
  const changes = attributeChanges(found, wanted)
  const op: OperationOf<'setTableOptions'> = {
    kind: 'setTableOptions',
    namespace: wanted.namespace,
    table: wanted.name,
    ...(Object.keys(options).length === 0 ? {} : { options }),
    ...(Object.keys(changes).length === 0 || !attributes.includes('attributes') ? {} : { attributes: changes }),
    ...(attributes.includes('inherits') ? { inherits: wanted.inherits ?? [] } : {}),
    ...(attributes.includes('bound') ? { bound: wanted.bound ?? null } : {}),
  }
  return attributes.some((name) => name !== 'comment') ? [op] : []
}

/** Foreign keys to the table itself, and those to other tables. */
function splitForeignKeys(
  definition: TableDefinition,
): readonly [own: readonly ForeignKey[], others: readonly ForeignKey[]] {
  const { namespace, name } = definition.table
  const pointsHome = ({ references }: ForeignKey) => references.table === name && references.namespace === namespace
  return [definition.foreignKeys.filter(pointsHome), definition.foreignKeys.filter((one) => !pointsHome(one))]
}
