import { LimbeckError } from '../../../errors/index.ts'
import {
  type OnObject,
  type OperationOf,
  alteredObject,
  objectsOn,
  requireObject,
  unknownObjectType,
} from '../../../operations/index.ts'
import { type Catalog, type DefinedObject, type TableRef, displayName } from '../../../schema/index.ts'
import { type Statement, statement } from '../../../sql/index.ts'
import { noNamespaces, quote } from '../names.ts'
import type { ObjectType } from './object-type.ts'
import { objectTypes } from './registry.ts'

type ObjectOperation = OperationOf<'createObject' | 'dropObject' | 'alterObject' | 'renameObject'>

/**
 * The statements of an operation on a defined object.
 *
 * @throws LimbeckError LB5014 for a type that SQLite does not have, LB5015 for a definition that cannot be read
 */
export function emitObject(op: ObjectOperation, before: Catalog): readonly Statement[] {
  return statementsOf(op, before).map((sql) => statement(sql))
}

function statementsOf(op: ObjectOperation, before: Catalog): readonly string[] {
  switch (op.kind) {
    case 'createObject':
      return [createText(op.object)]
    case 'dropObject':
      return [dropText(op, op.ifExists)]
    case 'renameObject': {
      const native = typeOf(op).rename?.(op, op.to)
      if (native !== undefined) return [native]
      const found = requireObject(before, op)
      return madeAnew(found, { ...found, name: op.to }, before)
    }
    default: {
      // SQLite keeps no comments.
      if (Object.keys(op.changes).length === 0) return []
      const found = requireObject(before, op)
      const wanted = alteredObject(found, op)
      return typeOf(op).alter?.(found, wanted) ?? madeAnew(found, wanted, before)
    }
  }
}

/** A view takes its triggers along, so they are made anew, too. */
function madeAnew(found: DefinedObject, wanted: DefinedObject, before: Catalog): readonly string[] {
  const triggers = found.on === null ? objectsOn(before, { namespace: null, name: found.name }) : []
  return [
    dropText(found, false),
    createText(wanted),
    ...triggers.map((trigger) => createText({ ...trigger, on: wanted.name })),
  ]
}

function createText(object: DefinedObject): string {
  if (object.namespace !== null) throw noNamespaces(object.namespace, object.name)
  return typeOf(object).create(object)
}

function dropText(op: OnObject, ifExists: boolean): string {
  if (op.namespace !== null) throw noNamespaces(op.namespace, op.name)
  return `DROP ${typeOf(op).keyword} ${ifExists ? 'IF EXISTS ' : ''}${quote(op.name)}`
}

/** Whether the one becomes the other without losing its rows. Everything else is quickly dropped and made again. */
export function altersObject(found: DefinedObject, wanted: DefinedObject): boolean {
  return (objectTypes.get(found.objectType)?.alter?.(found, wanted) ?? null) !== null
}

/** Views and triggers are made anew under another name. */
export function renamesObject(objectType: string): 'in place' | 'anew' {
  return objectTypes.get(objectType)?.rename === undefined ? 'anew' : 'in place'
}

/** @throws LimbeckError LB5014 when SQLite has no such type */
export function typeOf(object: OnObject): ObjectType {
  const type = objectTypes.get(object.objectType)
  if (type !== undefined) return type
  throw unknownObjectType('SQLite', object, objectTypes.keys())
}

/**
 * The CREATE statements of the triggers of a table, which go when a rebuild drops it.
 *
 * @throws LimbeckError LB6160 where a replayed catalog cannot know what SQLite made of one
 */
export function triggerTexts(before: Catalog, table: TableRef): readonly string[] {
  return objectsOn(before, table).map((trigger) => {
    if (trigger.facts['stale'] !== true) return createText(trigger)
    const name = displayName(trigger)
    throw new LimbeckError(
      'LB6160',
      `A script cannot rebuild table "${table.name}": its trigger '${name}' names what was renamed since, and only SQLite knows the text it has now.`,
      {
        hints: [
          `Drop the trigger in front of the rename and create it behind: \`op.dropObject('trigger', …)\`, \`op.createObject('trigger', …)\`.`,
          'Or run the revisions on the database, without `--sql`.',
        ],
        details: { table: table.name, trigger: name },
      },
    )
  })
}
