import { type TableDefinition, ownMembers } from '../../schema/index.ts'
import { type SourceWriter, sourceString } from '../../text/index.ts'
import { blockReceiver } from './call-place.ts'
import { columnSource } from './column-source.ts'
import type { CreateTable } from '../data.ts'
import {
  attributesOption,
  foreignKeyOptions,
  indexOptions,
  indexParts,
  parentsSource,
  referentSchema,
  uniqueOptions,
} from './member-source.ts'
import { type SourceTree, call, optionalString, options, printSource, stringList } from './source-tree.ts'
import { expressionSource } from './value-source.ts'

/** Prints an `op.createTable` with its block. */
export function printTable(op: CreateTable, writer: SourceWriter, receiver: string): void {
  const { table } = op.definition
  const body = bodyOf(op.definition, writer)
  const more = options({
    schema: optionalString(table.namespace),
    comment: optionalString(table.comment),
    ifNotExists: op.ifNotExists,
    strict: table.options.strict,
    withoutRowid: table.options.withoutRowid,
    unlogged: table.options.unlogged,
    inherits: table.inherits === undefined ? null : parentsSource(table.inherits),
    bound: optionalString(table.bound ?? null),
    partitionBy: optionalString(table.partitionBy ?? null),
    ...attributesOption(table),
  })
  const head = body.length === 0 ? '()' : `(${blockReceiver})`
  const block: SourceTree = body.length === 0 ? '() => {}' : { kind: 'block', head: `${head} =>`, body }
  printSource(call(`${receiver}.createTable`, sourceString(table.name), block, ...more), writer)
}

function bodyOf(definition: TableDefinition, writer: SourceWriter): readonly SourceTree[] {
  const on = (method: string, name: string, ...args: readonly SourceTree[]) =>
    call(`${blockReceiver}.${method}`, sourceString(name), ...args)
  const { columns, primaryKey, uniques, foreignKeys, checks, indexes } = ownMembers(definition)
  return [
    ...columns.map((column) => {
      const isKey = column.identity !== null || (primaryKey?.columns.includes(column.name) ?? false)
      return on('column', column.name, columnSource(column, writer, isKey))
    }),
    ...(primaryKey === null
      ? []
      : [on('primaryKey', primaryKey.name, stringList(primaryKey.columns), ...options(attributesOption(primaryKey)))]),
    ...uniques.map((unique) =>
      on('unique', unique.name, stringList(unique.columns), ...options(uniqueOptions(unique))),
    ),
    ...foreignKeys.map((key) =>
      on(
        'foreignKey',
        key.name,
        stringList(key.columns),
        sourceString(key.references.table),
        stringList(key.references.columns),
        ...options({ ...foreignKeyOptions(key), referentSchema: referentSchema(key) }),
      ),
    ),
    ...checks.map((check) =>
      on('check', check.name, expressionSource(check.expression, writer), ...options(attributesOption(check))),
    ),
    ...indexes.map((index) =>
      on('index', index.name, indexParts(index, writer), ...options(indexOptions(index, writer))),
    ),
  ]
}
