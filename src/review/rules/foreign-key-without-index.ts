import { type ForeignKey, type TableDefinition, displayTable, tableOf } from '../../schema/index.ts'
import type { ReviewRule } from '../rule.ts'

/** No database but MySQL indexes the columns of a foreign key by itself; deleting a parent row then scans the children. */
export const foreignKeyWithoutIndex: ReviewRule = {
  id: 'foreign-key-without-index',
  title: 'A foreign key whose columns no index starts with',
  severity: 'warning',
  *check({ steps, after }) {
    for (const { operation, position } of steps) {
      const keys =
        operation.kind === 'createTable'
          ? operation.definition.foreignKeys
          : operation.kind === 'createConstraint' && operation.constraint.kind === 'foreignKey'
            ? [operation.constraint]
            : []
      for (const key of keys) {
        const table = after.definitionOf(tableOf(key))
        if (table === undefined || isIndexed(key, table)) continue
        if (!table.foreignKeys.some((kept) => kept.name === key.name)) continue
        const columns = key.columns.join(', ')
        yield {
          message: `Foreign key ${key.name} on ${displayTable(tableOf(key))} (${columns}) has no index: deleting or updating a row of ${key.references.table} scans the whole table`,
          help: `Add op.createIndex('ix_${key.table}_${key.columns.join('_')}', '${key.table}', [${key.columns.map((name) => `'${name}'`).join(', ')}]), and the index to the model.`,
          position,
          objects: [{ kind: 'foreignKey', namespace: key.namespace, table: key.table, name: key.name }],
        }
      }
    }
  },
}

/** Whether some index, primary key or unique constraint begins with the key's columns, in any order among themselves. */
function isIndexed(key: ForeignKey, table: TableDefinition): boolean {
  const starts = (columns: readonly (string | null)[]) => {
    const head = columns.slice(0, key.columns.length)
    return key.columns.every((name) => head.includes(name))
  }
  return (
    (table.primaryKey !== null && starts(table.primaryKey.columns)) ||
    table.uniques.some((unique) => starts(unique.columns)) ||
    table.indexes.some((index) => index.where === null && starts(index.parts.map((part) => part.column)))
  )
}
