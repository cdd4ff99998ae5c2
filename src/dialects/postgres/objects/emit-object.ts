import {
  type OnObject,
  type OperationOf,
  alteredObject,
  requireObject,
  unknownObjectType,
} from '../../../operations/index.ts'
import { type Catalog, type DefinedObject, withoutArguments } from '../../../schema/index.ts'
import { type Statement, statement, withoutPlaceholders } from '../../../sql/index.ts'
import type { PostgresCapabilities } from '../capabilities.ts'
import { keptRights } from '../emit/kept-rights.ts'
import { postgresGrammar } from '../grammar.ts'
import { literal } from '../literal.ts'
import { quoteName, quoteQualified } from '../quote-name.ts'
import { type ObjectTarget, type ObjectType, differOnlyIn } from './object-type.ts'
import { objectTypes } from './registry.ts'

type ObjectOperation = OperationOf<'createObject' | 'dropObject' | 'alterObject'>

/**
 * The statements of an operation on a defined object.
 *
 * @throws LimbeckError LB5014 for a type that PostgreSQL does not have
 */
export function emitObject(op: ObjectOperation, before: Catalog): readonly Statement[] {
  return statementsOf(op, before).map((sql) => statement(withoutPlaceholders(sql)))
}

function statementsOf(op: ObjectOperation, before: Catalog): readonly string[] {
  switch (op.kind) {
    case 'createObject':
      return createStatements(op.object)
    case 'dropObject':
      return dropStatements(op, op.ifExists)
    default: {
      const found = requireObject(before, op)
      const wanted = alteredObject(found, op)
      const statements =
        Object.keys(op.changes).length === 0
          ? []
          : (typeOf(op).alter?.(found, wanted, targetOf(op), true) ?? [
              ...dropStatements(op, false),
              ...createStatements(wanted),
              ...keptStatements(wanted, before),
            ])
      return op.comment === undefined ? statements : [...statements, commentStatement(wanted)]
    }
  }
}

/**
 * The statements that give a defined object another name.
 *
 * @throws LimbeckError LB5014 for a type that PostgreSQL does not have
 */
export function emitRenameObject(
  op: OperationOf<'renameObject'>,
  before: Catalog,
  capabilities: PostgresCapabilities,
): readonly Statement[] {
  const type = typeOf(op)
  const target = targetOf(op)
  const { objectType, namespace, on, name, to } = op
  const object = before.get({ kind: 'defined', objectType, namespace, on, name })
  const bare = type.isOverloaded === true ? withoutArguments(to) : to
  const statements = type.rename?.(target, to, { namespace, name, object, capabilities }) ?? [
    `ALTER ${type.keyword} ${target.full} RENAME TO ${quoteName(bare)}`,
  ]
  return statements.map((sql) => statement(withoutPlaceholders(sql)))
}

function createStatements(object: DefinedObject): readonly string[] {
  const statements = typeOf(object).create(object, targetOf(object))
  return object.comment === null ? statements : [...statements, commentStatement(object)]
}

function dropStatements(op: OnObject, ifExists: boolean): readonly string[] {
  const type = typeOf(op)
  const target = targetOf(op)
  return type.drop?.(op, target) ?? [`DROP ${type.keyword} ${ifExists ? 'IF EXISTS ' : ''}${target.full}`]
}

function commentStatement(object: DefinedObject): string {
  return `COMMENT ON ${typeOf(object).keyword} ${targetOf(object).full} IS ${object.comment === null ? 'NULL' : literal(object.comment)}`
}

/** Who may do what with an object that is made anew. */
function keptStatements({ objectType, namespace, on, name }: DefinedObject, before: Catalog): readonly string[] {
  if (on !== null) return []
  return keptRights({ objectType, namespace, name }, before, postgresGrammar).map(({ sql }) => sql)
}

/** Whether the one becomes the other in place. */
export function altersObject(found: DefinedObject, wanted: DefinedObject): boolean {
  const type = objectTypes.get(found.objectType)
  // A comment alone is always changed in place.
  if (differOnlyIn(found, wanted, type?.uncompared ?? [])) return true
  return type?.alter !== undefined && type.alter(found, wanted, targetOf(found), false) !== null
}

/** What says something about another object has no name of its own, and an extension keeps its. */
export function renamesObject(objectType: string): 'in place' | 'never' {
  return objectTypes.get(objectType)?.hasOwnName === false ? 'never' : 'in place'
}

/** @throws LimbeckError LB5014 when PostgreSQL has no such type */
function typeOf(object: OnObject): ObjectType {
  const type = objectTypes.get(object.objectType)
  if (type !== undefined) return type
  throw unknownObjectType('PostgreSQL', object, objectTypes.keys())
}

function targetOf({ objectType, namespace, on, name }: OnObject): ObjectTarget {
  if (on !== null) {
    const owner = quoteQualified(namespace, on)
    return { name: quoteName(name), full: `${quoteName(name)} ON ${owner}`, on: owner }
  }
  const bare = objectTypes.get(objectType)?.isOverloaded === true ? withoutArguments(name) : name
  const qualified = quoteQualified(namespace, bare)
  return { name: qualified, full: `${qualified}${name.slice(bare.length)}`, on: '' }
}
