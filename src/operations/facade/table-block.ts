import { LimbeckError } from '../../errors/index.ts'
import {
  type Check,
  type Column,
  type Constraint,
  type ForeignKey,
  type Index,
  type PrimaryKey,
  type TableDefinition,
  type Unique,
  defaultTableOptions,
} from '../../schema/index.ts'
import { saysNullable } from '../../models/index.ts'
import { similarNames } from '../../text/index.ts'
import type { CreateTable } from '../data.ts'
import type {
  AttributesOption,
  CreateTableOptions,
  ForeignKeyOptions,
  IndexOptions,
  UniqueOptions,
} from '../operation-options.ts'
import type { AlterTableBlock, CreateTableBlock } from '../table-blocks.ts'
import { flagOption, optionsArgument, textOption, wrongArgument } from './arguments.ts'
import { attributesFrom, parentsFrom } from './attributes-argument.ts'
import { builtColumn } from './column-arguments.ts'
import { checkFrom, foreignKeyFrom, primaryKeyFrom, uniqueFrom } from './constraint-arguments.ts'
import { indexFrom, indexOptionNames } from './index-arguments.ts'
import { withNamedMethods } from './named-methods.ts'
import { type CallPlace } from './place.ts'

export const uniqueOptionNames = ['deferrable', 'nullsNotDistinct', 'include', 'attributes'] as const
export const foreignKeyOptionNames = [
  'onDelete',
  'onUpdate',
  'deferrable',
  'match',
  'implied',
  'referentSchema',
  'notValid',
  'attributes',
] as const

interface Gathered {
  readonly columns: Column[]
  /** Names of columns that say themselves that they take NULL. */
  readonly nullable: Set<string>
  readonly primaryKeys: PrimaryKey[]
  readonly uniques: Unique[]
  readonly checks: Check[]
  readonly foreignKeys: ForeignKey[]
  readonly indexes: Index[]
}

/** Runs the block of a call; its calls are only good until it ends. */
export function runBlock(
  place: CallPlace,
  block: (call: (method: string, work: (call: string) => void) => void) => CreateTableBlock | AlterTableBlock,
  define: unknown,
): void {
  if (typeof define !== 'function') {
    throw wrongArgument(place.call, 'The block is missing.', ['Write it as a function: `(t) => { … }`.'])
  }
  let isOpen = true
  const t = withNamedMethods(
    't',
    block((method, work) => {
      const call = `${method} in ${place.call}`
      if (!isOpen) {
        throw new LimbeckError('LB5005', `${call} came after the block had ended.`, {
          hints: ['A block is a plain function: nothing in it waits. Calls of `op` go outside of it.'],
          details: { call },
        })
      }
      work(call)
    }),
  )
  const result: unknown = define(t)
  isOpen = false
  if (result instanceof Promise) {
    result.catch(() => {})
    throw wrongArgument(place.call, 'The block must not be async.', [
      'It only describes; what needs `await` goes in front of it.',
    ])
  }
}

/** A `createTable` from its arguments. */
export function createTableFrom(place: CallPlace, define: unknown, options: CreateTableOptions): CreateTable {
  const { call } = place
  const gathered: Gathered = {
    columns: [],
    nullable: new Set(),
    primaryKeys: [],
    uniques: [],
    checks: [],
    foreignKeys: [],
    indexes: [],
  }
  runBlock(place, (guarded) => blockOf(place, gathered, guarded), define)
  const definition = definitionFrom(place, gathered, options)
  return { kind: 'createTable', definition, ifNotExists: flagOption(call, 'ifNotExists', options.ifNotExists) }
}

function blockOf(
  place: CallPlace,
  gathered: Gathered,
  guarded: (method: string, work: (call: string) => void) => void,
): CreateTableBlock {
  const at = (call: string): CallPlace => ({ ...place, call })
  return {
    column(name, builder) {
      guarded(`t.column('${name}')`, (call) => {
        const built = builtColumn(at(call), name, builder)
        gathered.columns.push(built.column)
        if (saysNullable(builder)) gathered.nullable.add(built.column.name)
        for (const constraint of built.constraints) gather(gathered, constraint)
        gathered.indexes.push(...built.indexes)
      })
    },
    primaryKey(name, columns, options) {
      guarded('t.primaryKey', (call) => {
        const { attributes } = optionsArgument<AttributesOption>(call, options, ['attributes'])
        gathered.primaryKeys.push(primaryKeyFrom(at(call), name, columns, attributes))
      })
    },
    unique(name, columns, options) {
      guarded('t.unique', (call) => {
        const checked = optionsArgument<UniqueOptions>(call, options, uniqueOptionNames)
        gathered.uniques.push(uniqueFrom(at(call), name, columns, checked))
      })
    },
    foreignKey(name, columns, referent, referentColumns, options) {
      guarded('t.foreignKey', (call) => {
        const checked = optionsArgument<ForeignKeyOptions>(call, options, foreignKeyOptionNames)
        gathered.foreignKeys.push(foreignKeyFrom(at(call), name, columns, referent, referentColumns, checked))
      })
    },
    check(name, condition, options) {
      guarded('t.check', (call) => {
        const { attributes } = optionsArgument<AttributesOption>(call, options, ['attributes'])
        gathered.checks.push(checkFrom(at(call), name, condition, attributes))
      })
    },
    index(name, columns, options) {
      guarded('t.index', (call) => {
        const checked = optionsArgument<IndexOptions>(call, options, indexOptionNames)
        gathered.indexes.push(indexFrom(at(call), name, columns, checked))
      })
    },
  }
}

function gather(gathered: Gathered, constraint: Constraint): void {
  if (constraint.kind === 'primaryKey') gathered.primaryKeys.push(constraint)
  else if (constraint.kind === 'unique') gathered.uniques.push(constraint)
  else if (constraint.kind === 'check') gathered.checks.push(constraint)
  else gathered.foreignKeys.push(constraint)
}

function definitionFrom(place: CallPlace, gathered: Gathered, options: CreateTableOptions): TableDefinition {
  const { call, namespace, table: name } = place
  const { columns, primaryKeys, uniques, checks, foreignKeys, indexes } = gathered
  const [primaryKey = null, second] = primaryKeys
  if (second !== undefined) throw wrongArgument(call, 'A table has one primary key.', [keyHint])
  refuseRepeated(call, 'column', columns)
  refuseRepeated(call, 'constraint', [...primaryKeys, ...uniques, ...checks, ...foreignKeys])
  refuseRepeated(call, 'index', indexes)
  const parents = options.inherits === undefined ? [] : parentsFrom(call, options.inherits)
  const bound = textOption(call, 'bound', options.bound)
  const partitionBy = textOption(call, 'partitionBy', options.partitionBy)
  if (bound !== null && parents.length !== 1) {
    throw wrongArgument(call, "A partition has a 'bound' and the one table that it is a part of under 'inherits'.")
  }
  // Columns may come from the tables that it inherits, which a block does not know.
  const isWhole = parents.length === 0
  for (const constraint of isWhole ? [...primaryKeys, ...uniques, ...foreignKeys] : []) {
    for (const column of constraint.columns) requireKnown(call, `Constraint '${constraint.name}'`, column, columns)
  }
  for (const index of isWhole ? indexes : []) {
    for (const { column } of index.parts) {
      if (column !== null) requireKnown(call, `Index '${index.name}'`, column, columns)
    }
  }
  return {
    table: {
      kind: 'table',
      namespace,
      name,
      comment: textOption(call, 'comment', options.comment),
      options: {
        ...defaultTableOptions,
        strict: flagOption(call, 'strict', options.strict),
        withoutRowid: flagOption(call, 'withoutRowid', options.withoutRowid),
        unlogged: flagOption(call, 'unlogged', options.unlogged),
      },
      definition: null,
      ...(parents.length === 0 ? {} : { inherits: parents }),
      ...(bound === null ? {} : { bound }),
      ...(partitionBy === null ? {} : { partitionBy }),
      ...attributesFrom(call, options.attributes),
    },
    columns: columns.map((column) =>
      primaryKey?.columns.includes(column.name) === true && !gathered.nullable.has(column.name)
        ? { ...column, nullable: false }
        : column,
    ),
    primaryKey,
    uniques,
    checks,
    foreignKeys,
    indexes,
    others: [],
  }
}

const keyHint = "For a key of several columns: `t.primaryKey('pk_members', ['crew_id', 'user_id'])`."

function refuseRepeated(call: string, what: string, objects: readonly { readonly name: string }[]): void {
  const seen = new Set<string>()
  for (const { name } of objects) {
    if (seen.has(name)) throw wrongArgument(call, `There are two of ${what} '${name}'.`)
    seen.add(name)
  }
}

function requireKnown(call: string, what: string, name: string, columns: readonly Column[]): void {
  if (columns.some((column) => column.name === name)) return
  const [near] = similarNames(
    name,
    columns.map((column) => column.name),
  )
  const guess = near === undefined ? '.' : `; did you mean '${near}'?`
  throw wrongArgument(call, `${what} names a column '${name}' that the table does not have${guess}`)
}
