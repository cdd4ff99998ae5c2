import { isLimbeckError } from '../../../errors/index.ts'
import {
  type Constraint,
  type Index,
  type TableDefinition,
  createCatalog,
  defaultNamingConvention,
} from '../../../schema/index.ts'
import { comparable } from '../comparable.ts'
import { type ParsedTable, parseIndex, parseTable } from '../create-text/index.ts'
import { createIndexText, createTableText } from '../grammar.ts'
import { type ReadOptions, type ReadTable, readIndex, readTable } from '../read-table.ts'

/**
 * The CREATE text to start from: the database's own while it says what the catalog says (a replayed catalog may be
 * ahead of it), else one made from the catalog.
 */
export function startingText(definition: TableDefinition): ParsedTable {
  const own = definition.table.definition
  if (own !== null) {
    try {
      const parsed = parseTable(own)
      if (saysTheSame(readTable(parsed, readOptionsFor(definition)), definition)) return parsed
    } catch (error) {
      if (!isLimbeckError(error)) throw error
    }
  }
  return parseTable(createTableText(definition, { ifNotExists: false }))
}

/** The CREATE text of an index: the database's own while it says the same, else one made from the catalog. */
export function indexText(index: Index, parsed: ParsedTable): string {
  const made = createIndexText(index, { ifNotExists: false })
  if (index.definition === undefined) return made
  try {
    const read = readIndex(parseIndex(index.definition), parsed)
    const empty = createCatalog([])
    const same = JSON.stringify(comparable(read, empty)) === JSON.stringify(comparable(index, empty))
    return same && read.name === index.name && read.table === index.table ? index.definition : made
  } catch (error) {
    if (!isLimbeckError(error)) throw error
    return made
  }
}

/** Reads a text of this table alone; what other tables are like is taken from the table's own foreign keys. */
export function readOptionsFor(definition: TableDefinition): ReadOptions {
  return {
    namingConvention: defaultNamingConvention,
    lookUp(name) {
      const wanted = name.toLowerCase()
      if (wanted === definition.table.name.toLowerCase()) {
        const columns = definition.columns.map((column) => column.name)
        const primaryKey = definition.primaryKey?.columns ?? []
        return { name: definition.table.name, columns, primaryKey, keys: ownKeys(definition) }
      }
      const keys = definition.foreignKeys.filter(
        ({ references, attributes }) => references.table.toLowerCase() === wanted && attributes?.['loose'] !== true,
      )
      const [key] = keys
      if (key === undefined) return null
      return {
        name: key.references.table,
        columns: keys.flatMap(({ references }) => references.columns),
        primaryKey: keys.find(({ implied }) => implied === true)?.references.columns ?? [],
        keys: keys.map(({ references }) => references.columns),
      }
    },
  }
}

/** The columns of each key that a foreign key to the table itself can stand on. */
function ownKeys({ primaryKey, uniques, indexes }: TableDefinition): readonly (readonly string[])[] {
  const unique = indexes.filter((index) => index.unique && index.where === null)
  return [
    primaryKey?.columns ?? [],
    ...uniques.map(({ columns }) => columns),
    ...unique.map(({ parts }) => parts.map(({ column }) => column ?? '')),
  ]
}

function saysTheSame(read: ReadTable, definition: TableDefinition): boolean {
  const text = summaryOf(
    read.columns,
    read.constraints.map(({ constraint }) => constraint),
    [read.table],
  )
  const { columns, primaryKey, uniques, checks, foreignKeys, table } = definition
  const constraints = [...(primaryKey === null ? [] : [primaryKey]), ...uniques, ...checks, ...foreignKeys]
  return text === summaryOf(columns, constraints, [table])

  function summaryOf(
    ownColumns: TableDefinition['columns'],
    ownConstraints: readonly Constraint[],
    tables: readonly TableDefinition['table'][],
  ): string {
    const catalog = createCatalog([...tables, ...ownColumns, ...ownConstraints])
    const said = ownConstraints.map((one) => JSON.stringify([one.kind, givenName(one), comparable(one, catalog)]))
    return JSON.stringify([
      tables.map((one) => [one.name, comparable(one, catalog)]),
      ownColumns.map((one) => [one.name, comparable(one, catalog), valuesOf(one)]),
      said.sort(),
    ])
  }
}

/** Names by convention differ with the convention, so they do not count here. */
function givenName(constraint: Constraint): string | null {
  return constraint.nameSource === 'given' ? constraint.name : null
}

function valuesOf({ type }: TableDefinition['columns'][number]): readonly string[] {
  return type.kind === 'enum' ? type.values : []
}

/** The definition that a text gives, for asking the grammar about it. */
export function definitionOfText(read: ReadTable): TableDefinition {
  const constraints = read.constraints.map(({ constraint }) => constraint)
  return {
    table: read.table,
    columns: read.columns,
    primaryKey: constraints.find((one) => one.kind === 'primaryKey') ?? null,
    uniques: constraints.filter((one) => one.kind === 'unique'),
    checks: constraints.filter((one) => one.kind === 'check'),
    foreignKeys: constraints.filter((one) => one.kind === 'foreignKey'),
    indexes: [],
    others: [],
  }
}
