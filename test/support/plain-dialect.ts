import type { CastSafety } from '../../src/dialects/index.ts'
import type { DifferenceRequest } from '../../src/diff/index.ts'
import type { Json, JsonObject } from '../../src/errors/index.ts'
import type { CatalogObject, ColumnType } from '../../src/schema/index.ts'

/** Compares every attribute as it is written, but for names and for what says where the object belongs. */
export const plainDialect: DifferenceRequest['dialect'] = {
  comparable(object: CatalogObject): JsonObject | null {
    switch (object.kind) {
      case 'namespace':
        return {}
      case 'other':
        return null
      case 'column':
        return attributesOf({ ...object, type: typeName(object.type) })
      case 'table':
        return { comment: object.comment, ...object.options }
      default:
        return attributesOf(object)
    }
  },
  types: { print: typeName, castSafety },
}

const notCompared = new Set(['kind', 'namespace', 'table', 'name', 'nameSource', 'definition'])

function attributesOf(object: object): JsonObject {
  const attributes: { [name: string]: Json } = {}
  // Objects of a catalog are JSON-safe.
  const source = object as { readonly [name: string]: Json }
  for (const name in source) if (!notCompared.has(name)) attributes[name] = source[name] ?? null
  return attributes
}

function typeName(type: ColumnType): string {
  if (type.kind === 'enum') return `enum ${type.namespace ?? ''}.${type.name}`
  if (type.kind === 'array') return `${typeName(type.of)}[]`
  if (type.kind === 'raw') return type.sql
  return Object.values(type)
    .filter((value) => value !== null && value !== false)
    .join(' ')
}

const sizes: readonly ColumnType['kind'][] = ['smallInteger', 'integer', 'bigInteger']
const texts: readonly ColumnType['kind'][] = ['char', 'string', 'text']

function castSafety(from: ColumnType, to: ColumnType): CastSafety {
  if (from.kind === to.kind && from.kind !== 'string') return 'safe'
  if (sizes.includes(from.kind) && sizes.includes(to.kind)) {
    return sizes.indexOf(from.kind) <= sizes.indexOf(to.kind) ? 'safe' : 'checked'
  }
  if (texts.includes(from.kind) && texts.includes(to.kind)) {
    return to.kind === 'text' || lengthOf(from) <= lengthOf(to) ? 'safe' : 'lossy'
  }
  if (to.kind === 'text' || to.kind === 'string') return 'safe'
  if (texts.includes(from.kind)) return 'checked'
  if (from.kind === 'json' || to.kind === 'json' || from.kind === 'binary' || to.kind === 'binary') return 'impossible'
  return 'checked'
}

function lengthOf(type: ColumnType): number {
  return 'length' in type && type.length !== null ? type.length : Infinity
}
