import { LimbeckError, assertNever } from '../../../errors/index.ts'
import type { AlterColumn, CreateIndex, RenameIndex, TableChange } from '../../../operations/index.ts'
import {
  CatalogDraft,
  type Column,
  type Constraint,
  type Index,
  type TableDefinition,
  createCatalog,
  renameColumnIn,
  withAttributes,
} from '../../../schema/index.ts'
import { renameInSql, similarNames } from '../../../text/index.ts'
import { comparable } from '../comparable.ts'
import type { ParsedTable } from '../create-text/index.ts'
import { mentionsName } from '../expression-text.ts'
import { autoincrementColumn, columnText, constraintText } from '../grammar.ts'
import { quote } from '../names.ts'
import { type ReadConstraint, type ReadTable, readTable } from '../read-table.ts'
import { printStrictType, printType, valueClassOf } from '../types.ts'
import { printDefault } from '../defaults.ts'
import { conversion } from './conversion.ts'
import {
  addInlineKey,
  addColumnText,
  columnOf,
  removeAutoincrement,
  setCollation,
  setDefault,
  setGenerated,
  setNullable,
  setType,
} from './edit-column.ts'
import { insertItem, removeClause, removeItem, replaceSpan } from './edit-items.ts'
import { constraintNameSpan } from './constraint-name.ts'
import type { Guard } from './guard.ts'
import { setOptions } from './set-options.ts'
import { definitionOfText, readOptionsFor, startingText } from './table-text.ts'

/** Where the values of a column of the new table come from. */
export interface ColumnSource {
  /** What the copy selects from the old table. */
  readonly expression: string
  readonly guard: Guard | null
}

/**
 * A table on its way through a rebuild: its CREATE text, edited change by change, and where each column's values come
 * from. Columns keep their old names until the end: SQLite's own RENAME COLUMN then follows them into views, triggers
 * and other tables, which only SQLite can do rightly.
 */
export class TableDraft {
  readonly before: TableDefinition
  /** The CREATE texts of the table's triggers, which go with the old table. */
  readonly triggers: readonly string[]
  readonly original: ParsedTable
  parsed: ParsedTable
  /** By the column's name in the text; a column without one gets its default. */
  readonly sources = new Map<string, ColumnSource>()
  /** Indexes that the old table had and the new one keeps. */
  indexes: readonly Index[]
  /** Statements on indexes that come behind the renames. */
  readonly newIndexes: CreateIndex[] = []
  readonly renames: { readonly from: string; readonly to: string }[] = []
  dropsColumns = false
  /** The column that numbers its rows, by its name in the text: a key that is made anew must number them as well. */
  #numbered: string | null

  constructor(before: TableDefinition, triggers: readonly string[] = []) {
    this.before = before
    this.triggers = triggers
    this.original = startingText(before)
    this.parsed = this.original
    this.indexes = before.indexes
    this.#numbered = before.columns.find(({ identity }) => identity !== null)?.name ?? null
    for (const { name } of this.original.columns) this.sources.set(name, { expression: quote(name), guard: null })
  }

  read(): ReadTable {
    return readTable(this.parsed, readOptionsFor(this.before))
  }

  /** Whether a change needs what came before it to be done in the database first. */
  needsRoundBefore(change: TableChange): boolean {
    if (this.renames.length === 0) return false
    if (change.kind === 'addColumn') return columnOf(this.parsed, change.column.name) !== undefined
    return change.kind === 'dropColumn' && this.#physical(change.column) !== change.column
  }

  /** @throws LimbeckError LB6156 when the change speaks of something that the table does not have. */
  apply(change: TableChange): void {
    switch (change.kind) {
      case 'addColumn':
        return this.#addColumn(change.column, change.ifNotExists)
      case 'dropColumn':
        return this.#dropColumn(change.column, change.ifExists)
      case 'renameColumn':
        this.#column(change.column)
        this.renames.push({ from: change.column, to: change.to })
        return this.#renameInNewIndexes(change.column, change.to)
      case 'alterColumn':
        return this.#alterColumn(change)
      case 'createConstraint':
        return this.#createConstraint(change.constraint, change.nullable === true)
      case 'dropConstraint':
        return this.#dropConstraint(change.name, change.ifExists)
      case 'renameConstraint':
        return this.#renameConstraint(change.name, change.to)
      case 'createIndex':
        this.newIndexes.push(change)
        return
      case 'dropIndex':
        return this.#dropIndex(change.name, change.ifExists)
      case 'renameIndex':
        return this.#renameIndex(change)
      case 'setTableOptions':
        this.parsed = setOptions(this.parsed, change.options ?? {})
        return
      case 'setTableComment':
      case 'alterMember':
        return
      default:
        return assertNever(change)
    }
  }

  /**
   * Lets columns share their places in another order; a comment on a line of its own stays where it is.
   *
   * @throws LimbeckError LB6156 for a name that is no column
   */
  reorder(names: readonly string[]): void {
    const moving = names.flatMap((name) => columnOf(this.parsed, this.#column(name).name) ?? [])
    const texts = moving.map(({ span }) => this.parsed.text.slice(span.start, span.end))
    const places = moving.map(({ span }) => span).sort((a, b) => a.start - b.start)
    // From the end, so that the places in front stay where they are.
    for (const [index, place] of [...places.entries()].reverse()) {
      this.parsed = replaceSpan(this.parsed, place, texts[index] ?? '')
    }
  }

  /** Puts other values into the checks of an enum type, and other words for the rows and defaults that hold one. */
  setEnum(
    type: string,
    to: { readonly name: string; readonly values: readonly string[] },
    moved: EnumMove | null,
  ): void {
    for (const column of this.read().columns) {
      if (column.type.kind !== 'enum' || column.type.name !== type) continue
      const next: Column = { ...column, type: { ...column.type, name: to.name, values: to.values } }
      this.parsed = setType(this.parsed, next, this.read().enums)
      if (moved === null) continue
      if (column.default?.kind === 'literal' && column.default.value === moved.from) {
        this.parsed = setDefault(this.parsed, { ...next, default: { kind: 'literal', value: moved.to } })
      }
      const text = (value: string) => `'${value.replaceAll("'", "''")}'`
      const expression = `CASE ${quote(column.name)} WHEN ${text(moved.from)} THEN ${text(moved.to)} ELSE ${quote(column.name)} END`
      this.sources.set(column.name, { expression, guard: null })
    }
  }

  /** The name that a column has in the text: renames wait until the end. */
  #physical(name: string): string {
    let now = name
    for (const { from, to } of this.renames.toReversed()) if (to.toLowerCase() === now.toLowerCase()) now = from
    return now
  }

  /** New indexes are made behind the renames, so one that came before a rename must follow it. */
  #renameInNewIndexes(from: string, to: string): void {
    const { table } = this.before
    this.newIndexes.forEach((change, place) => {
      const draft = new CatalogDraft([table, change.index])
      renameColumnIn(draft, table, from, to)
      const index = draft.definitionOf(table)?.indexes[0]
      if (index !== undefined) this.newIndexes[place] = { ...change, index }
    })
  }

  #expression(sql: string): string {
    return this.renames.toReversed().reduce((text, { from, to }) => renameInSql(text, to, from), sql)
  }

  #column(name: string): Column {
    const { columns } = this.read()
    const wanted = this.#physical(name).toLowerCase()
    const column = columns.find((one) => one.name.toLowerCase() === wanted)
    if (column === undefined)
      throw this.#missing(
        'column',
        name,
        columns.map((one) => one.name),
      )
    return column
  }

  #missing(what: string, name: string, known: readonly string[]): LimbeckError {
    const [near] = similarNames(name, known)
    const table = this.before.table.name
    return new LimbeckError(
      'LB6156',
      `Table "${table}" has no ${what} "${name}"${near === undefined ? '.' : `; did you mean "${near}"?`}`,
      {
        hints: [`The table has: ${known.length === 0 ? 'none' : known.map((one) => `"${one}"`).join(', ')}.`],
        details: { table, name },
      },
    )
  }

  #addColumn(column: Column, ifNotExists: boolean): void {
    if (columnOf(this.parsed, column.name) !== undefined) {
      if (ifNotExists) return
      throw new LimbeckError('LB6157', `Table "${this.before.table.name}" has a column "${column.name}" already.`, {
        hints: ['Give `ifNotExists: true`, or another name.'],
        details: { table: this.before.table.name, column: column.name },
      })
    }
    const own: Column =
      column.generated === null
        ? column
        : {
            ...column,
            generated: {
              ...column.generated,
              expression: { sql: this.#expression(column.generated.expression.sql), canonical: null },
            },
          }
    this.parsed = addColumnText(this.parsed, columnText(own, { strict: this.parsed.strict, inlineKey: null }))
  }

  /** What cannot exist without the column goes with it, as on every other database. */
  #dropColumn(name: string, ifExists: boolean): void {
    const physical = this.#physical(name)
    if (ifExists && columnOf(this.parsed, physical) === undefined) return
    const column = this.#column(name)
    const uses = ({ constraint, column: holder }: ReadConstraint): boolean => {
      if (holder?.name === column.name) return false
      if (constraint.kind === 'check') return mentionsName(constraint.expression.sql, column.name)
      if (constraint.columns.includes(column.name)) return true
      if (constraint.kind !== 'foreignKey') return false
      return (
        constraint.references.table === this.before.table.name && constraint.references.columns.includes(column.name)
      )
    }
    for (;;) {
      const read = this.read()
      const marker = read.enums.find((one) => one.holder === null && one.column === column.name)
      const place =
        read.constraints.find(uses) ?? (marker === undefined ? undefined : { ...marker, column: marker.holder })
      if (place === undefined) break
      this.#remove(place)
    }
    const item = columnOf(this.parsed, column.name)
    if (item !== undefined) this.parsed = removeItem(this.parsed, item)
    this.sources.delete(column.name)
    this.indexes = this.indexes.filter((index) => !indexUses(index, column.name))
    this.dropsColumns = true
  }

  #remove({ column, item }: Pick<ReadConstraint, 'column' | 'item'>): void {
    if (column !== null) {
      this.parsed = removeClause(this.parsed, item.span)
      return
    }
    const found = this.parsed.constraints.find(({ span }) => span.start === item.span.start)
    if (found !== undefined) this.parsed = removeItem(this.parsed, found)
  }

  /** Rows get the default that a column was added with, whatever becomes of it in the same rebuild. */
  #fillWithFirstDefault(column: Column): void {
    if (this.sources.has(column.name) || column.default === null || column.generated !== null) return
    this.sources.set(column.name, { expression: printDefault(column.default, column.type), guard: null })
  }

  #alterColumn({ column: name, changes, using }: AlterColumn): void {
    const read = this.read()
    const old = this.#column(name)
    const { attributes: _, ...plain } = changes
    const merged: Column = { ...old, ...plain, name: old.name }
    const next: Column =
      changes.generated === null || changes.generated === undefined
        ? merged
        : {
            ...merged,
            default: null,
            generated: {
              ...changes.generated,
              expression: { sql: this.#expression(changes.generated.expression.sql), canonical: null },
            },
          }
    const definition = definitionOfText(read)
    const wasAuto = autoincrementColumn(definition) === old.name
    const columns = definition.columns.map((one) => (one.name === old.name ? next : one))
    const isAuto = autoincrementColumn({ ...definition, columns }) === old.name
    const typeText = (type: Column['type']) => (this.parsed.strict ? printStrictType(type) : printType(type))
    const changesType = JSON.stringify(old.type) !== JSON.stringify(next.type) && changes.type !== undefined
    if (changes.identity !== undefined) this.#numbered = changes.identity === null ? null : old.name
    if (wasAuto && !isAuto) this.parsed = removeAutoincrement(this.parsed)
    if (changesType && !isAuto) this.parsed = setType(this.parsed, next, this.read().enums)
    if (changes.collation !== undefined && changes.collation !== old.collation)
      this.parsed = setCollation(this.parsed, old.name, next.collation)
    if (changes.generated !== undefined) this.parsed = setGenerated(this.parsed, next)
    if (changes.default !== undefined) {
      this.#fillWithFirstDefault(old)
      this.parsed = setDefault(this.parsed, next)
    }
    if (changes.nullable !== undefined || changes.attributes !== undefined)
      this.parsed = setNullable(this.parsed, withAttributes(merged, changes.attributes ?? {}))
    if (isAuto && !wasAuto) this.#makeAuto(old.name)
    if (next.generated !== null) this.sources.delete(old.name)
    else if (using !== null) this.sources.set(old.name, { expression: `(${this.#expression(using)})`, guard: null })
    else if (changesType && this.sources.has(old.name)) {
      const { expression, refused } = conversion(quote(old.name), old.type, next.type)
      const guard = refused === null ? null : { column: old.name, refused, type: typeText(next.type) }
      this.sources.set(old.name, { expression, guard })
    }
  }

  #makeAuto(name: string): void {
    const key = this.read().constraints.find(({ constraint }) => constraint.kind === 'primaryKey')
    if (key?.constraint.kind !== 'primaryKey') return
    this.#remove(key)
    this.parsed = addInlineKey(this.parsed, name, key.constraint)
  }

  #createConstraint(constraint: Constraint, takesNull: boolean): void {
    if (constraint.kind !== 'primaryKey') {
      this.parsed = insertItem(this.parsed, 'constraint', constraintText(this.#translated(constraint)))
      return
    }
    const [first = ''] = constraint.columns
    this.parsed =
      constraint.attributes?.['rowid'] === false
        ? addInlineKey(this.parsed, this.#physical(first), constraint)
        : insertItem(this.parsed, 'constraint', constraintText(this.#translated(constraint)))
    for (const name of takesNull ? [] : constraint.columns) {
      this.parsed = setNullable(this.parsed, { ...this.#column(name), nullable: false })
    }
    const [key, second] = constraint.columns.map((name) => this.#physical(name))
    const isNumber = key !== undefined && valueClassOf(this.#column(key).type) === 'integer'
    if (isNumber && second === undefined && key === this.#numbered && !this.parsed.withoutRowid) this.#makeAuto(key)
  }

  #translated(constraint: Constraint): Constraint {
    if (constraint.kind === 'check') {
      return { ...constraint, expression: { sql: this.#expression(constraint.expression.sql), canonical: null } }
    }
    const columns = constraint.columns.map((name) => this.#physical(name))
    if (constraint.kind !== 'foreignKey') return { ...constraint, columns }
    const { references } = constraint
    const isSelf = references.namespace === null && references.table === this.before.table.name
    if (!isSelf) return { ...constraint, columns }
    return {
      ...constraint,
      columns,
      references: { ...references, columns: references.columns.map((name) => this.#physical(name)) },
    }
  }

  #dropConstraint(name: string, ifExists: boolean): void {
    const place = this.#constraint(name)
    if (place !== undefined) this.#remove(place)
    else if (!ifExists) throw this.#missing('constraint', name, this.#constraintNames())
  }

  #renameConstraint(name: string, to: string): void {
    const place = this.#constraint(name)
    if (place === undefined) throw this.#missing('constraint', name, this.#constraintNames())
    const span = constraintNameSpan(this.parsed.text, place.item.span)
    this.parsed =
      span === null
        ? replaceSpan(
            this.parsed,
            { start: place.item.span.start, end: place.item.span.start },
            `CONSTRAINT ${quote(to)} `,
          )
        : replaceSpan(this.parsed, span, quote(to))
  }

  #constraintNames(): readonly string[] {
    const { primaryKey, uniques, checks, foreignKeys } = this.before
    return [...(primaryKey === null ? [] : [primaryKey]), ...uniques, ...checks, ...foreignKeys].map((one) => one.name)
  }

  /** The one without a name whose conventional name is the wanted one but for the table's, which had another name before. */
  #namedAfterTable(all: readonly (Constraint | null)[], wanted: string): Constraint | null {
    const table = this.before.table.name.toLowerCase()
    const matching = all.filter((one) => {
      const [start = '', ...rest] = one?.nameSource === 'convention' ? one.name.toLowerCase().split(table) : []
      const end = rest.join(table)
      return (
        rest.length > 0 && wanted.length > start.length + end.length && wanted.startsWith(start) && wanted.endsWith(end)
      )
    })
    return matching.length === 1 ? (matching[0] ?? null) : null
  }

  /** By its name in the text; one without a name by what the catalog says of the name that the convention gave it. */
  #constraint(name: string): ReadConstraint | undefined {
    const places = this.read().constraints
    const wanted = name.toLowerCase()
    const given = places.find(({ item }) => item.name?.toLowerCase() === wanted)
    if (given !== undefined) return given
    const { primaryKey, uniques, checks, foreignKeys } = this.before
    const all: readonly (Constraint | null)[] = [primaryKey, ...uniques, ...checks, ...foreignKeys]
    const known = all.find((one) => one?.name.toLowerCase() === wanted) ?? this.#namedAfterTable(all, wanted)
    const empty = createCatalog([])
    return places.find(({ constraint, item }) => {
      if (item.name !== null || known === null || known === undefined || constraint.kind !== known.kind) return false
      return JSON.stringify(comparable(constraint, empty)) === JSON.stringify(comparable(known, empty))
    })
  }

  #dropIndex(name: string, ifExists: boolean): void {
    const wanted = name.toLowerCase()
    const added = this.newIndexes.findIndex(({ index }) => index.name.toLowerCase() === wanted)
    if (added >= 0) this.newIndexes.splice(added, 1)
    else if (this.indexes.some((index) => index.name.toLowerCase() === wanted)) {
      this.indexes = this.indexes.filter((index) => index.name.toLowerCase() !== wanted)
    } else if (!ifExists)
      throw this.#missing(
        'index',
        name,
        this.indexes.map((index) => index.name),
      )
  }

  #renameIndex(change: RenameIndex): void {
    const wanted = change.name.toLowerCase()
    if (!this.indexes.some((index) => index.name.toLowerCase() === wanted)) {
      throw this.#missing(
        'index',
        change.name,
        this.indexes.map((index) => index.name),
      )
    }
    this.indexes = this.indexes.map((index) =>
      index.name.toLowerCase() === wanted ? { ...index, name: change.to } : index,
    )
  }
}

/** A value of an enum type whose rows get another. */
export interface EnumMove {
  readonly from: string
  readonly to: string
}

/** Whether an index cannot exist without a column. */
export function indexUses(index: Index, column: string): boolean {
  const mentions = (sql: string | undefined) => sql !== undefined && mentionsName(sql, column)
  return (
    mentions(index.where?.sql) || index.parts.some((part) => part.column === column || mentions(part.expression?.sql))
  )
}
