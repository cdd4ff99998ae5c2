import type { JsonObject } from '../../errors/index.ts'
import type { Operation } from '../../operations/index.ts'
import type { DefinedObject } from '../../schema/index.ts'
import { equalJson } from '../comparer.ts'
import type { DifferenceRule } from './difference-rule.ts'

/** Changed in place where the database can; else dropped and created again, with what stands on it. */
export const definedRule: DifferenceRule<'defined'> = {
  added: (object) => [createObject(object)],
  removed: (object) => [dropObject(object)],
  changed: ({ found, wanted }, { alters }) =>
    alters(found, wanted) ? [alterObject(found, wanted)] : replaceObject(found, wanted),
  renamed: () => [],
}

/** Dropped and created again; its rights are put back behind everything else. */
export function replaceObject(found: DefinedObject, wanted: DefinedObject): readonly Operation[] {
  return [dropObject(found), createObject(wanted)]
}

export function createObject(object: DefinedObject): Operation {
  return { kind: 'createObject', object }
}

export function dropObject({ objectType, namespace, on, name }: DefinedObject): Operation {
  return { kind: 'dropObject', objectType, namespace, on, name, ifExists: false }
}

function alterObject(found: DefinedObject, wanted: DefinedObject): Operation {
  const { objectType, namespace, on, name, requires } = wanted
  const names = new Set([...Object.keys(found.attributes), ...Object.keys(wanted.attributes)])
  const changes: JsonObject = Object.fromEntries(
    [...names]
      .filter((attribute) => !equalJson(found.attributes[attribute], wanted.attributes[attribute]))
      .map((attribute) => [attribute, wanted.attributes[attribute] ?? null]),
  )
  const comment = found.comment === wanted.comment ? {} : { comment: wanted.comment }
  return { kind: 'alterObject', objectType, namespace, on, name, changes, ...comment, requires }
}
