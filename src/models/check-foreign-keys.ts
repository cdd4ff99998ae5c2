import {
  type Catalog,
  type Column,
  type ColumnType,
  type ForeignKey,
  type TableDefinition,
  type TableRef,
  displayTable,
  tableOf,
  typeFamily,
} from '../schema/index.ts'
import { similarNames } from '../text/index.ts'
import { describeType } from './describe-type.ts'
import { didYouMean, modelError } from './model-error.ts'

/**
 * Refuses foreign keys that no database would take.
 *
 * @throws LimbeckError LB3002 when the table or column is missing, LB3004 when the types differ, LB3005 when the columns
 * pointed at are not unique.
 */
export function checkForeignKeys(catalog: Catalog, fileOf: (table: TableRef) => string | null): void {
  let definitions: ReadonlyMap<string, TableDefinition> | null = null
  for (const table of catalog.tables()) {
    for (const key of catalog.membersOf(table)) {
      if (key.kind !== 'foreignKey' || isPlainlyRight(key, catalog)) continue
      definitions ??= definitionsOf(catalog)
      checkForeignKey(key, definitions, fileOf)
    }
  }
}

/** Whether a foreign key points at a primary key of its types, as most do: nothing has to be gathered to see that. */
function isPlainlyRight(key: ForeignKey, catalog: Catalog): boolean {
  const { namespace, table, columns } = key.references
  for (const member of catalog.membersOf({ namespace, name: table })) {
    if (member.kind !== 'primaryKey') continue
    return (
      columns.length === key.columns.length &&
      columns.length === member.columns.length &&
      columns.every((name, at) => {
        const own = catalog.get({
          kind: 'column',
          namespace: key.namespace,
          table: key.table,
          name: key.columns[at] ?? '',
        })
        const other = catalog.get({ kind: 'column', namespace, table, name })
        return member.columns[at] === name && own !== undefined && other !== undefined && areOfOneFamily(own, other)
      })
    )
  }
  return false
}

function definitionsOf(catalog: Catalog): ReadonlyMap<string, TableDefinition> {
  const definitions = new Map<string, TableDefinition>()
  for (const table of catalog.tables()) {
    const definition = catalog.definitionOf(table)
    if (definition !== undefined) definitions.set(displayTable(table), definition)
  }
  return definitions
}

function checkForeignKey(key: ForeignKey, definitions: ReadonlyMap<string, TableDefinition>, fileOf: FileOf): void {
  const definition = definitions.get(displayTable(tableOf(key)))
  const target = definitions.get(displayTable(targetOf(key)))
  if (definition === undefined || target === undefined) throw missingTable(key, definitions, fileOf)
  const pairs = pairsOf(key, definition, target, fileOf)
  for (const [own, other] of pairs) checkTypes(key, own, other, fileOf)
  checkTargetIsUnique(key, target, fileOf)
}

type FileOf = (table: TableRef) => string | null

function targetOf(key: ForeignKey): TableRef {
  return { namespace: key.references.namespace, name: key.references.table }
}

function ownName(key: ForeignKey): string {
  return `"${displayTable(tableOf(key))}.${key.columns.join('", "')}"`
}

function missingTable(key: ForeignKey, definitions: ReadonlyMap<string, TableDefinition>, fileOf: FileOf) {
  const wanted = displayTable(targetOf(key))
  const elsewhere = [...definitions.values()].filter(({ table }) => table.name === key.references.table)
  const near = [...elsewhere.map(({ table }) => displayTable(table)), ...similarNames(wanted, definitions.keys())]
  const message = `${ownName(key)} references the table "${wanted}", which no model file exports.`
  return modelError('LB3002', message, fileOf(tableOf(key)), {
    hints: [
      ...didYouMean([...new Set(near)]),
      `Export the table "${wanted}" from a file that \`models\` in the configuration covers.`,
    ],
    details: { table: displayTable(tableOf(key)), columns: key.columns, references: wanted },
  })
}

function pairsOf(
  key: ForeignKey,
  definition: TableDefinition,
  target: TableDefinition,
  fileOf: FileOf,
): readonly (readonly [Column, Column])[] {
  return key.columns.flatMap((name, at) => {
    const wanted = key.references.columns[at] ?? ''
    const own = definition.columns.find((column) => column.name === name)
    const other = target.columns.find((column) => column.name === wanted)
    if (own === undefined) return []
    if (other !== undefined) return [[own, other] as const]
    const display = displayTable(targetOf(key))
    const near = similarNames(
      wanted,
      target.columns.map((column) => column.name),
    )
    const columns = target.columns.map((column) => `"${column.name}"`).join(', ')
    const message = `${ownName(key)} references the column "${display}.${wanted}", which does not exist.`
    throw modelError('LB3002', message, fileOf(tableOf(key)), {
      hints:
        near.length > 0
          ? didYouMean(near.map((one) => `${display}.${one}`))
          : [`The table "${display}" has ${columns}.`],
      details: { table: displayTable(tableOf(key)), columns: key.columns, references: display },
    })
  })
}

function checkTypes(key: ForeignKey, own: Column, other: Column, fileOf: FileOf): void {
  if (areOfOneFamily(own, other)) return
  const display = `"${displayTable(targetOf(key))}.${other.name}"`
  const message =
    `"${displayTable(tableOf(key))}.${own.name}" of type ${describeType(own.type)} ` +
    `references ${display} of type ${describeType(other.type)}.`
  throw modelError('LB3004', message, fileOf(tableOf(key)), {
    hints: [`Give both the same type, ${describeType(other.type)}.`],
    details: { table: key.table, column: own.name, references: displayTable(targetOf(key)) },
  })
}

function areOfOneFamily(own: Column, other: Column): boolean {
  // A raw type could be of any family.
  if (elementOf(own.type).kind === 'raw' || elementOf(other.type).kind === 'raw') return true
  return typeFamily(own.type) === typeFamily(other.type)
}

function elementOf(type: ColumnType): ColumnType {
  return type.kind === 'array' ? elementOf(type.of) : type
}

function checkTargetIsUnique(key: ForeignKey, target: TableDefinition, fileOf: FileOf): void {
  const wanted = [...key.references.columns].sort().join('\n')
  const uniqueIndexes = target.indexes.filter(
    (index) => index.unique && index.where === null && index.parts.every((part) => part.column !== null),
  )
  const candidates = [
    ...(target.primaryKey === null ? [] : [target.primaryKey.columns]),
    ...target.uniques.map((unique) => unique.columns),
    ...uniqueIndexes.map((index) => index.parts.map((part) => part.column ?? '')),
  ]
  if (candidates.some((columns) => [...columns].sort().join('\n') === wanted)) return
  const display = displayTable(targetOf(key))
  const columns = key.references.columns
  const named = columns.map((column) => `"${display}.${column}"`).join(', ')
  const [verb, remedy] =
    columns.length === 1
      ? [
          'which is neither the primary key nor unique',
          `Add \`.unique()\` to "${display}.${columns[0] ?? ''}", or reference the primary key.`,
        ]
      : [
          'which together are neither the primary key nor unique',
          `Add \`unique().on(${columns.map((one) => `t.${one}`).join(', ')})\` to the table "${display}".`,
        ]
  throw modelError('LB3005', `${ownName(key)} references ${named}, ${verb}.`, fileOf(tableOf(key)), {
    hints: [remedy],
    details: { table: displayTable(tableOf(key)), columns: key.columns, references: display },
  })
}
