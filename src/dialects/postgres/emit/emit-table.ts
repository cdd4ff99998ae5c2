import { type OperationOf, definitionOf, requireTable } from '../../../operations/index.ts'
import {
  type Catalog,
  type Constraint,
  type Table,
  type TableRef,
  ownMembers,
  tableKey,
} from '../../../schema/index.ts'
import { type Grammar, type Statement, alterStatement, statement } from '../../../sql/index.ts'
import { hasFlag, objectAttribute, textAttribute } from '../attributes.ts'
import type { EmitRequest } from './emit-request.ts'
import { memberStatements } from './emit-member.ts'
import { serialOptions, serialSequence } from './identity-clauses.ts'
import { columnAttributeStatements, parameterClauses } from './option-clauses.ts'

/** CREATE TABLE knows nothing of constraints that are not valid, and little of how columns are kept: that comes behind. */
export function emitCreateTable(op: OperationOf<'createTable'>, request: EmitRequest): readonly Statement[] {
  const { grammar, before } = request
  const definition = ownMembers(op.definition)
  const { table, columns } = definition
  const isLate = (constraint: Constraint) => hasFlag(constraint, 'notValid')
  const inTime = <One extends Constraint>(constraints: readonly One[]) => constraints.filter((one) => !isLate(one))
  const made: typeof op = {
    ...op,
    definition: { ...definition, checks: inTime(definition.checks), foreignKeys: inTime(definition.foreignKeys) },
  }
  const name = grammar.qualified(table.namespace, table.name)
  const late = [...definition.checks, ...definition.foreignKeys].filter(isLate)
  const keys = [...(definition.primaryKey === null ? [] : [definition.primaryKey]), ...definition.uniques]
  const replica = replicaIdentity(table)
  return [
    ...columns.flatMap((column) => serialSequence(column, grammar)),
    ...definitionOf(made).emit(made, grammar, before),
    ...columns.flatMap((column) =>
      serialOptions(
        definition.primaryKey?.columns.includes(column.name) === true ? { ...column, nullable: false } : column,
        grammar,
      ),
    ),
    ...late.map((constraint) => alterStatement(name, `ADD ${grammar.constraintDefinition(constraint)}`)),
    ...columns.flatMap((column) =>
      columnAttributeStatements(column, keptByDefinition(column.attributes), column.attributes ?? {}, grammar),
    ),
    ...[...keys, ...definition.indexes].flatMap((member) => memberStatements(member, grammar)),
    ...(replica === 'DEFAULT' ? [] : [alterStatement(name, `REPLICA IDENTITY ${replica}`)]),
  ]
}

/** The name of NOT NULL stands in the definition of its column. */
export function keptByDefinition(attributes: Table['attributes']) {
  return attributes?.['notNull'] === undefined ? {} : { notNull: attributes['notNull'] }
}

function replicaIdentity(table: Table): string {
  const value = textAttribute(table, 'replicaIdentity')
  return value === 'full' ? 'FULL' : value === 'nothing' ? 'NOTHING' : 'DEFAULT'
}

/**
 * Changes of a table in place.
 *
 * @see https://www.postgresql.org/docs/18/sql-altertable.html
 */
export function emitSetTableOptions(op: OperationOf<'setTableOptions'>, request: EmitRequest): readonly Statement[] {
  const { grammar, before } = request
  const found = requireTable(before, { namespace: op.namespace, name: op.table })
  const name = grammar.qualified(op.namespace, op.table)
  const alter = (clause: string) => alterStatement(name, clause)
  const attributes = op.attributes ?? {}
  const next: Table = { ...found, attributes: { ...found.attributes, ...attributes } }
  const accessMethod = textAttribute(next, 'accessMethod') ?? 'heap'
  const tablespace = textAttribute(next, 'tablespace') ?? 'pg_default'
  return [
    ...('storage' in attributes
      ? parameterClauses(objectAttribute(found.attributes, 'storage'), objectAttribute(attributes, 'storage')).map(
          alter,
        )
      : []),
    ...(op.options?.unlogged === undefined ? [] : [alter(op.options.unlogged ? 'SET UNLOGGED' : 'SET LOGGED')]),
    ...('accessMethod' in attributes ? [alter(`SET ACCESS METHOD ${grammar.quote(accessMethod)}`)] : []),
    ...('tablespace' in attributes ? [alter(`SET TABLESPACE ${grammar.quote(tablespace)}`)] : []),
    ...('replicaIdentity' in attributes && !hasReplicaIndex(before, found, replicaIdentity(next))
      ? [alter(`REPLICA IDENTITY ${replicaIdentity(next)}`)]
      : []),
    ...inheritance(op, found, grammar),
  ]
}

/** An index that was made the identity has taken the place of `FULL` already. */
function hasReplicaIndex(before: Catalog, table: TableRef, next: string): boolean {
  if (next !== 'DEFAULT') return false
  return [...before.membersOf(table)].some((member) => member.kind !== 'other' && hasFlag(member, 'replicaIdentity'))
}

/** Partitions are attached and detached, one by one; the rest is INHERIT and NO INHERIT. */
function inheritance(op: OperationOf<'setTableOptions'>, found: Table, grammar: Grammar): readonly Statement[] {
  const parents = { found: found.inherits ?? [], wanted: op.inherits ?? found.inherits ?? [] }
  const bounds = { found: found.bound ?? null, wanted: op.bound === undefined ? (found.bound ?? null) : op.bound }
  const name = grammar.qualified(op.namespace, op.table)
  const nameOf = (ref: TableRef) => grammar.qualified(ref.namespace, ref.name)
  const only = (ones: readonly TableRef[], others: readonly TableRef[]) =>
    ones.filter((one) => !others.some((other) => tableKey(other) === tableKey(one)))
  const stays = bounds.found === bounds.wanted
  const left = stays ? only(parents.found, parents.wanted) : parents.found
  const joined = stays ? only(parents.wanted, parents.found) : parents.wanted
  return [
    ...left.map((ref) =>
      bounds.found === null
        ? alterStatement(name, `NO INHERIT ${nameOf(ref)}`)
        : statement(`ALTER TABLE ${nameOf(ref)} DETACH PARTITION ${name}`),
    ),
    ...joined.map((ref) =>
      bounds.wanted === null
        ? alterStatement(name, `INHERIT ${nameOf(ref)}`)
        : statement(`ALTER TABLE ${nameOf(ref)} ATTACH PARTITION ${name} ${bounds.wanted}`),
    ),
  ]
}
