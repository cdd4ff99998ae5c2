import type { Catalog, Column, ColumnType, EnumType } from '../../../schema/index.ts'
import type { Grammar } from '../../../sql/index.ts'
import type { Candidates } from './find-candidates.ts'

/** A statement of a probe, and which object of the models it is about; null for the ground it stands on. */
export interface ProbeStatement {
  readonly sql: string
  readonly about: { readonly words: string; readonly table: string; readonly name: string; readonly sql: string } | null
  /** What to run instead when the server refuses it; null: it is an error. */
  readonly otherwise: string | null
}

/** One table of a probe under its temporary name, with the temporary names of its checks and indexes. */
export interface Probe {
  readonly candidates: Candidates
  readonly name: string
  readonly checkNames: readonly string[]
  readonly indexNames: readonly string[]
  readonly statements: readonly ProbeStatement[]
}

/**
 * Temporary tables that hold nothing but the columns and the candidates. They have the names of the real ones, which
 * they hide for the length of the transaction, because expressions may name their table.
 */
export function probesOf(
  all: readonly Candidates[],
  wanted: Catalog,
  found: Catalog,
  grammar: Grammar,
): { readonly types: readonly string[]; readonly probes: readonly Probe[] } {
  const newEnums = enumsToMake(wanted, found)
  // A table's name is that of its row type, too.
  const taken = new Set(newEnums.map((type) => type.name))
  const probes = all.map((candidates, index) => {
    const { name } = candidates.table
    // Of two of one name in two namespaces the second goes by another name.
    const own = taken.has(name) ? `limbeck_table_${index}` : name
    taken.add(own)
    return probeOf(candidates, own, index, wanted, newEnums, grammar)
  })
  const types = newEnums.map(
    (type) =>
      `CREATE TYPE pg_temp.${grammar.quote(type.name)} AS ENUM (${type.values.map((value) => grammar.literal(value)).join(', ')})`,
  )
  return { types, probes }
}

/** Enum types that do not exist yet or have other values; of two with one name the first. */
function enumsToMake(wanted: Catalog, found: Catalog): readonly EnumType[] {
  const byName = new Map<string, EnumType>()
  for (const object of wanted.looseObjects()) {
    if (object.kind !== 'enumType' || byName.has(object.name)) continue
    const existing = found.get({ kind: 'enumType', namespace: object.namespace, name: object.name })
    if (existing === undefined || existing.values.join('\0') !== object.values.join('\0'))
      byName.set(object.name, object)
  }
  return [...byName.values()]
}

function probeOf(
  candidates: Candidates,
  name: string,
  number: number,
  wanted: Catalog,
  newEnums: readonly EnumType[],
  grammar: Grammar,
): Probe {
  const target = `pg_temp.${grammar.quote(name)}`
  const retype = (type: ColumnType): string => {
    if (type.kind === 'array') return `${retype(type.of)}[]`
    const isNew =
      type.kind === 'enum' && newEnums.some((made) => made.name === type.name && made.namespace === type.namespace)
    return isNew ? `pg_temp.${grammar.quote(type.name)}` : grammar.typeName(type)
  }
  const about = (words: string, object: string, sql: string) => ({
    words,
    table: candidates.table.name,
    name: object,
    sql,
  })
  const statements: ProbeStatement[] = [{ sql: `CREATE TEMPORARY TABLE ${target} ()`, about: null, otherwise: null }]
  const isGenerated = (column: Column) => candidates.columns.includes(column) && column.generated !== null
  const columns = [...wanted.membersOf(candidates.table)].filter((member) => member.kind === 'column')
  // Expressions of generated columns name other columns, so these come first.
  for (const column of [...columns.filter((one) => !isGenerated(one)), ...columns.filter(isGenerated)]) {
    const collate = column.collation === null ? '' : ` COLLATE ${grammar.quote(column.collation)}`
    const head = `ALTER TABLE ${target} ADD COLUMN ${grammar.quote(column.name)}`
    const { generated } = column
    if (generated !== null && isGenerated(column)) {
      statements.push({
        sql: `${head} ${retype(column.type)}${collate} GENERATED ALWAYS AS (${generated.expression.sql}) ${generated.stored ? 'STORED' : 'VIRTUAL'}`,
        about: about('the generated column', column.name, generated.expression.sql),
        otherwise: null,
      })
      continue
    }
    statements.push({ sql: `${head} ${retype(column.type)}${collate}`, about: null, otherwise: `${head} text` })
    if (column.default === null || !candidates.columns.includes(column)) continue
    const value = grammar.defaultValue(column.default, column.type)
    statements.push({
      sql: `ALTER TABLE ${target} ALTER COLUMN ${grammar.quote(column.name)} SET DEFAULT ${value}`,
      about: about('the default of column', column.name, value),
      otherwise: null,
    })
  }
  const checkNames = candidates.checks.map((_check, index) => `limbeck_check_${number}_${index}`)
  const indexNames = candidates.indexes.map((_index, index) => `limbeck_index_${number}_${index}`)
  candidates.checks.forEach((check, index) => {
    statements.push({
      sql: `ALTER TABLE ${target} ADD CONSTRAINT ${checkNames[index]} CHECK (${check.expression.sql})`,
      about: about('the check', check.name, check.expression.sql),
      otherwise: null,
    })
  })
  candidates.indexes.forEach((index, at) => {
    const probed = {
      ...index,
      namespace: 'pg_temp',
      table: name,
      name: indexNames[at] ?? '',
      unique: false,
      nullsNotDistinct: false,
    }
    const sql = grammar.createIndex(probed, { concurrently: false, ifNotExists: false })
    statements.push({ sql, about: about('the index', index.name, sql), otherwise: null })
  })
  return { candidates, name, checkNames, indexNames, statements }
}
