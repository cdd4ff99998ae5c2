import { type Catalog, type Column, type Table, displayTable, tableOf } from '../../schema/index.ts'
import type { FindingDraft, ReviewRule } from '../rule.ts'

/** A new table without a primary key, or a new column that looks like a reference but has no foreign key. */
export const missingConstraint: ReviewRule = {
  id: 'missing-constraint',
  title: 'A table without a primary key, or a reference without a foreign key',
  severity: 'warning',
  *check({ steps, after }) {
    for (const { operation, position } of steps) {
      if (operation.kind === 'createTable') {
        const { table, columns } = operation.definition
        const kept = after.definitionOf(table)
        if (kept === undefined) continue
        if (kept.primaryKey === null) {
          yield {
            message: `Table ${displayTable(table)} has no primary key`,
            help: 'Give it one: rows without a key cannot be told apart, replicated or updated safely.',
            position,
            objects: [{ kind: 'table', namespace: table.namespace, name: table.name }],
          }
        }
        for (const column of columns) yield* reference(column, after, position)
      } else if (operation.kind === 'addColumn') yield* reference(operation.column, after, position)
    }
  },
}

function* reference(column: Column, after: Catalog, position: number): Iterable<FindingDraft> {
  const stem = /^(.+?)_?(?:id|uuid)$/i.exec(column.name)?.[1]?.toLowerCase()
  if (stem === undefined || stem === '') return
  const table = after.definitionOf(tableOf(column))
  if (table === undefined || !table.columns.some((kept) => kept.name === column.name)) return
  if (table.foreignKeys.some((key) => key.columns.includes(column.name))) return
  const target = [...after.tables()].find((other) => matchesStem(other, stem))
  if (target === undefined) return
  const key = after.definitionOf(target)?.primaryKey
  const type = key?.columns[0] === undefined ? undefined : columnType(after, target, key.columns[0])
  if (key?.columns.length !== 1 || type !== column.type.kind) return
  const name = `fk_${column.table}_${column.name}_${target.name}`
  yield {
    message: `Column ${column.name} of ${displayTable(tableOf(column))} looks like a reference to ${displayTable(target)} but has no foreign key`,
    help: `Add .references(() => ${target.name}.${key.columns[0]}) to the model, or op.createForeignKey('${name}', '${column.table}', '${target.name}', ['${column.name}'], ['${key.columns[0]}']).`,
    position,
    objects: [{ kind: 'column', namespace: column.namespace, table: column.table, name: column.name }],
  }
}

function columnType(catalog: Catalog, table: Table, name: string): string | undefined {
  return catalog.get({ kind: 'column', namespace: table.namespace, table: table.name, name })?.type.kind
}

function matchesStem(table: Table, stem: string): boolean {
  const name = table.name.toLowerCase()
  return [stem, `${stem}s`, `${stem}es`, stem.replace(/y$/, 'ies')].includes(name)
}
