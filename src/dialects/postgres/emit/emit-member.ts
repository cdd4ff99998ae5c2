import { type OperationOf, alteredMember, definitionOf, requireMember } from '../../../operations/index.ts'
import type { Attributes, Catalog, Constraint, Index, TableRef } from '../../../schema/index.ts'
import { type Grammar, type Statement, alterStatement, statement } from '../../../sql/index.ts'
import { hasFlag, objectAttribute, textAttribute } from '../attributes.ts'
import type { EmitRequest } from './emit-request.ts'
import { parameterClauses } from './option-clauses.ts'

/** A constraint or index, and behind it what its definition has no words for. */
export function emitCreateMember(
  op: OperationOf<'createConstraint'> | OperationOf<'createIndex'>,
  { grammar, before }: EmitRequest,
): readonly Statement[] {
  const member = op.kind === 'createIndex' ? op.index : op.constraint
  return [...definitionOf(op).emit(op, grammar, before), ...memberStatements(member, grammar)]
}

/** What no definition of a constraint or index says: that its table is clustered on it, statistics of expressions. */
export function memberStatements(member: Constraint | Index, grammar: Grammar): readonly Statement[] {
  const table = grammar.qualified(member.namespace, member.table)
  const name = grammar.quote(member.name)
  return [
    ...(hasFlag(member, 'clustered') ? [alterStatement(table, `CLUSTER ON ${name}`)] : []),
    ...(hasFlag(member, 'replicaIdentity') ? [alterStatement(table, `REPLICA IDENTITY USING INDEX ${name}`)] : []),
    ...statisticsStatements(member, undefined, member.attributes, grammar),
  ]
}

function statisticsStatements(
  member: Constraint | Index,
  found: Attributes | undefined,
  wanted: Attributes | undefined,
  grammar: Grammar,
): readonly Statement[] {
  const [had, has] = [objectAttribute(found, 'statistics'), objectAttribute(wanted, 'statistics')]
  const index = grammar.qualified(member.namespace, member.name)
  return [...new Set([...Object.keys(had), ...Object.keys(has)])]
    .filter((place) => had[place] !== has[place])
    .map((place) =>
      statement(`ALTER INDEX ${index} ALTER COLUMN ${Number(place)} SET STATISTICS ${Number(has[place] ?? -1)}`),
    )
}

/** What a constraint or index can change without being made anew, and can change back. */
const changeable = new Set(['storage', 'tablespace', 'clustered', 'replicaIdentity', 'statistics'])

/**
 * Whether PostgreSQL changes these attributes of a constraint or index in place.
 *
 * @see https://www.postgresql.org/docs/18/sql-altertable.html ALTER CONSTRAINT is for foreign keys alone
 */
export function altersMember(found: Constraint | Index, names: readonly string[]): boolean {
  return names.every((name) => {
    if (changeable.has(name)) return found.kind !== 'check' && found.kind !== 'foreignKey'
    if (name === 'notValid') return found.kind === 'check' || found.kind === 'foreignKey'
    return found.kind === 'foreignKey' && (name === 'deferrable' || name === 'notEnforced')
  })
}

/** Changes of a constraint or index in place. */
export function emitAlterMember(
  op: OperationOf<'alterMember'>,
  { grammar, before }: EmitRequest,
): readonly Statement[] {
  const found = requireMember(before, op)
  const wanted = alteredMember(found, op)
  const table = grammar.qualified(op.namespace, op.table)
  const index = grammar.qualified(op.namespace, op.name)
  const name = grammar.quote(op.name)
  const has = (attribute: string) => op.attributes !== undefined && attribute in op.attributes
  const storage = has('storage')
    ? parameterClauses(objectAttribute(found.attributes, 'storage'), objectAttribute(wanted.attributes, 'storage'))
    : []
  return [
    ...storage.map((clause) => statement(`ALTER INDEX ${index} ${clause}`)),
    ...(has('tablespace')
      ? [
          statement(
            `ALTER INDEX ${index} SET TABLESPACE ${grammar.quote(textAttribute(wanted, 'tablespace') ?? 'pg_default')}`,
          ),
        ]
      : []),
    ...(has('statistics') ? statisticsStatements(wanted, found.attributes, wanted.attributes, grammar) : []),
    ...(has('clustered') ? markStatements(before, op, hasFlag(wanted, 'clustered'), 'clustered', table, name) : []),
    ...(has('replicaIdentity')
      ? markStatements(before, op, hasFlag(wanted, 'replicaIdentity'), 'replicaIdentity', table, name)
      : []),
    ...constraintStatements(op, found, wanted, table, name, grammar),
  ]
}

function constraintStatements(
  op: OperationOf<'alterMember'>,
  found: Constraint | Index,
  wanted: Constraint | Index,
  table: string,
  name: string,
  grammar: Grammar,
): readonly Statement[] {
  if (wanted.kind === 'index') return []
  const statements: Statement[] = []
  const changes: string[] = []
  if (op.deferrable !== undefined) {
    changes.push(
      { no: 'NOT DEFERRABLE', immediate: 'DEFERRABLE INITIALLY IMMEDIATE', deferred: 'DEFERRABLE INITIALLY DEFERRED' }[
        op.deferrable
      ],
    )
  }
  if (hasFlag(found, 'notEnforced') !== hasFlag(wanted, 'notEnforced')) {
    changes.push(hasFlag(wanted, 'notEnforced') ? 'NOT ENFORCED' : 'ENFORCED')
  }
  if (changes.length > 0) statements.push(alterStatement(table, `ALTER CONSTRAINT ${name} ${changes.join(' ')}`))
  if (hasFlag(found, 'notValid') && !hasFlag(wanted, 'notValid')) {
    statements.push(alterStatement(table, `VALIDATE CONSTRAINT ${name}`))
  } else if (!hasFlag(found, 'notValid') && hasFlag(wanted, 'notValid')) {
    // There is no way to forget that rows were checked, but making it anew checks none.
    statements.push(
      alterStatement(table, `DROP CONSTRAINT ${name}`),
      alterStatement(table, `ADD ${grammar.constraintDefinition(wanted)}`),
    )
  }
  return statements
}

/** A mark that one index of a table has: set, or taken away unless another index has it by now. */
function markStatements(
  before: Catalog,
  op: OperationOf<'alterMember'>,
  isSet: boolean,
  mark: 'clustered' | 'replicaIdentity',
  table: string,
  name: string,
): readonly Statement[] {
  const set = mark === 'clustered' ? `CLUSTER ON ${name}` : `REPLICA IDENTITY USING INDEX ${name}`
  if (isSet) return [alterStatement(table, set)]
  if (isTakenOver(before, { namespace: op.namespace, name: op.table }, op.name, mark)) return []
  return [alterStatement(table, mark === 'clustered' ? 'SET WITHOUT CLUSTER' : 'REPLICA IDENTITY DEFAULT')]
}

function isTakenOver(before: Catalog, ref: TableRef, name: string, mark: string): boolean {
  const table = before.get({ kind: 'table', namespace: ref.namespace, name: ref.name })
  if (mark === 'replicaIdentity' && table !== undefined && textAttribute(table, mark) !== null) return true
  return [...before.membersOf(ref)].some(
    (member) => member.kind !== 'other' && member.name !== name && hasFlag(member, mark),
  )
}
