import type { Json } from '../errors/index.ts'
import {
  type SourceTree,
  attributesSource,
  call,
  link,
  list,
  optionalString,
  options,
  stringList,
  textSource,
} from '../operations/index.ts'
import type { DefinedObject, TableRef } from '../schema/index.ts'
import { type SourceWriter, sourceString } from '../text/index.ts'

/** What the source of an object needs to know of its surroundings. */
export interface ObjectSourceContext {
  readonly writer: SourceWriter
  /** The constant of the table or view that it belongs to; null where it has none. */
  ownerOf(owner: TableRef): string | null
}

/** The call that says what a view, function, trigger or the like is: its own where it has one, else `databaseObject()`. */
export function objectSource(object: DefinedObject, context: ObjectSourceContext): SourceTree {
  return ownSource(object, context) ?? generalSource(object, context)
}

function ownSource(object: DefinedObject, context: ObjectSourceContext): SourceTree | null {
  const { writer } = context
  const { objectType, name, attributes, namespace, comment } = object
  const definition = typeof attributes['definition'] === 'string' ? textSource(attributes['definition']) : null
  const has = (...names: readonly string[]) => Object.keys(attributes).every((one) => names.includes(one))
  const told = { schema: optionalString(namespace), comment: optionalString(comment) }
  const named = sourceString(name)
  switch (objectType) {
    case 'view':
    case 'materialized view': {
      if (definition === null || !has('definition', 'options')) return null
      const more = options({ ...told, options: texts(attributes['options']) })
      const head = call(writer.use(objectType === 'view' ? 'view' : 'materializedView'), named, ...more)
      return { kind: 'chain', head, links: [link('as', definition)] }
    }
    case 'function':
    case 'procedure':
      if (definition === null || !has('definition')) return null
      return call(writer.use(objectType === 'function' ? 'fn' : 'procedure'), named, definition, ...options(told))
    case 'trigger': {
      const owner = ownerSource(object, context)
      if (definition === null || owner === null || !has('definition')) return null
      const head = call(writer.use('trigger'), named, ...options(told))
      return { kind: 'chain', head, links: [link('on', owner), link('as', definition)] }
    }
    case 'row security': {
      const owner = ownerSource(object, context)
      if (owner === null || attributes['enabled'] !== true || comment !== null) return null
      const forced = options({ ...told, forced: attributes['forced'] === true })
      return call(writer.use('rowSecurity'), owner, ...forced)
    }
    case 'policy': {
      const owner = ownerSource(object, context)
      if (owner === null || !has('command', 'roles', 'using', 'check', 'restrictive')) return null
      const { command, roles, using, check, restrictive } = attributes
      const said = { ...told, command: text(command), roles: texts(roles), using: text(using), check: text(check) }
      const given = options({ ...said, restrictive: restrictive === true })
      const head = call(writer.use('policy'), named, ...(given.length === 0 ? ['{}'] : given))
      return { kind: 'chain', head, links: [link('on', owner)] }
    }
    case 'extension':
      if (!has('schema') || comment !== null || namespace !== null) return null
      return call(writer.use('extension'), named, ...options({ schema: text(attributes['schema']) }))
    default:
      return null
  }
}

function generalSource(object: DefinedObject, context: ObjectSourceContext): SourceTree {
  const { objectType, name, attributes, namespace, comment } = object
  const said = { on: ownerSource(object, context), schema: optionalString(namespace), comment: optionalString(comment) }
  return call(
    context.writer.use('databaseObject'),
    sourceString(objectType),
    sourceString(name),
    attributesSource(attributes),
    ...options(said),
  )
}

function ownerSource({ on, namespace }: DefinedObject, context: ObjectSourceContext): SourceTree | null {
  return on === null ? null : (context.ownerOf({ namespace, name: on }) ?? sourceString(on))
}

function text(value: Json | undefined): SourceTree | null {
  return typeof value === 'string' ? textSource(value) : null
}

function texts(value: Json | undefined): SourceTree | null {
  if (!Array.isArray(value) || value.length === 0) return null
  const items: readonly Json[] = value
  return items.every((one) => typeof one === 'string') ? stringList(items) : list(items.map(String))
}
