import { displayTable, tableKey, tableOf } from '../../schema/index.ts'
import type { FindingDraft, ReviewRule, ReviewSubject } from '../rule.ts'

/** A column or table dropped and another one added in its place: maybe a rename that loses the values. */
export const possibleRename: ReviewRule = {
  id: 'possible-rename',
  title: 'A drop and an addition that may be one rename',
  severity: 'warning',
  *check(subject) {
    yield* columns(subject)
    yield* tables(subject)
  },
}

function* columns({ steps, existedBefore }: ReviewSubject): Iterable<FindingDraft> {
  const dropped = steps.flatMap(({ operation, before, position }) => {
    if (operation.kind !== 'dropColumn') return []
    const { namespace, table, column } = operation
    const found = before.get({ kind: 'column', namespace, table, name: column })
    return [{ namespace, table, column, type: found?.type.kind ?? null, position }]
  })
  for (const drop of dropped) {
    const ref = tableOf(drop)
    if (!existedBefore(ref)) continue
    const added = steps.flatMap(({ operation }) =>
      operation.kind === 'addColumn' && tableKey(tableOf(operation.column)) === tableKey(ref) ? [operation.column] : [],
    )
    // Several columns for one, or one for several, is a conversion that moves data, not a rename.
    const sameTable = dropped.filter((other) => tableKey(tableOf(other)) === tableKey(ref))
    const twin = added.find((column) => drop.type === null || column.type.kind === drop.type)
    if (twin === undefined || added.length !== sameTable.length) continue
    yield {
      message: `Column ${drop.column} of ${displayTable(ref)} is dropped and ${twin.name} of the same type is added: a rename would keep the values`,
      help: `If it is a rename, write op.renameColumn('${drop.table}', '${drop.column}', '${twin.name}') instead, or generate again with --rename ${displayTable(ref)}.${drop.column}=${twin.name}.`,
      position: drop.position,
      objects: [{ kind: 'column', namespace: drop.namespace, table: drop.table, name: drop.column }, twin],
    }
  }
}

function* tables({ steps, existedBefore }: ReviewSubject): Iterable<FindingDraft> {
  for (const { operation, before, position } of steps) {
    if (operation.kind !== 'dropTable') continue
    const ref = tableOf(operation)
    const old = before.definitionOf(ref)
    if (old === undefined || !existedBefore(ref)) continue
    const names = new Set(old.columns.map((column) => column.name))
    const twin = steps.find(
      (step) =>
        step.operation.kind === 'createTable' &&
        step.operation.definition.columns.filter((column) => names.has(column.name)).length * 2 >
          Math.max(names.size, step.operation.definition.columns.length),
    )
    if (twin?.operation.kind !== 'createTable') continue
    const name = twin.operation.definition.table.name
    if (name === ref.name) continue
    yield {
      message: `Table ${displayTable(ref)} is dropped and ${name} with mostly the same columns is created: a rename would keep the rows`,
      help: `If it is a rename, write op.renameTable('${ref.name}', '${name}') instead, or generate again with --rename ${ref.name}=${name}.`,
      position,
      objects: [{ kind: 'table', ...ref }],
    }
  }
}
