import { type ObjectKey, keyOf } from '../schema/index.ts'
import { definedBrand, enumTypeBrand, rightsBrand, tableBrand } from './brands.ts'
import type { EnumTypeState } from './column-state.ts'
import { type DefinedState, isDefinedModel } from './defined-object.ts'
import { isEnumType } from './enum-type.ts'
import { modelError } from './model-error.ts'
import { type RightsModel, type SaidRights, isRightsModel } from './rights.ts'
import { type AnyTable, isTable } from './table.ts'

/** A loaded model file. */
export interface ModelModule {
  /** The path to name in messages. */
  readonly file: string
  readonly exports: { readonly [name: string]: unknown }
}

/** Where a table or enum type stands in the model files. */
export interface ModelOrigin {
  readonly file: string
  /** The name of the export: `users`, `default`, `tables.users`. */
  readonly export: string
}

/** What model files export, each thing once. */
export interface CollectedModels {
  readonly tables: ReadonlyMap<ObjectKey, { readonly table: AnyTable; readonly origin: ModelOrigin }>
  readonly enumTypes: ReadonlyMap<ObjectKey, { readonly state: EnumTypeState; readonly origin: ModelOrigin }>
  /** Views, functions and the like that the database has. */
  readonly objects: ReadonlyMap<ObjectKey, { readonly state: DefinedState; readonly origin: ModelOrigin }>
  readonly rights: readonly SaidRights[]
}

/**
 * Finds the tables, enum types, views, functions and so on that model files export: as they are, or one level deep in arrays, objects and
 * re-exported modules. The same table from several files is one.
 *
 * @param dialect leaves out what is for other databases
 * @throws LimbeckError LB3001 when two different tables or enum types have one name.
 */
export function collectModels(modules: Iterable<ModelModule>, dialect: string | null = null): CollectedModels {
  const tables = new Map<ObjectKey, { table: AnyTable; origin: ModelOrigin }>()
  const enumTypes = new Map<ObjectKey, { state: EnumTypeState; origin: ModelOrigin }>()
  const objects = new Map<ObjectKey, { state: DefinedState; origin: ModelOrigin }>()
  const rights = new Set<RightsModel>()
  const take = (value: unknown, origin: ModelOrigin) => {
    if (isTable(value)) {
      const { namespace, name } = value[tableBrand]
      const key = keyOf({ kind: 'table', namespace, name })
      const known = tables.get(key)
      if (known === undefined) tables.set(key, { table: value, origin })
      else if (known.table[tableBrand] !== value[tableBrand]) throw twoOfOneName('tables', name, known.origin, origin)
      return true
    }
    if (isEnumType(value)) {
      addEnumType(enumTypes, value[enumTypeBrand], origin)
      return true
    }
    if (isDefinedModel(value)) {
      const state = value[definedBrand]
      if (dialect !== null && state.dialects?.includes(dialect) === false) return true
      const key = keyOf({ ...state, kind: 'defined' })
      const known = objects.get(key)
      if (known === undefined) objects.set(key, { state, origin })
      else if (known.state !== state)
        throw twoOfOneName(`objects of the type ${state.objectType}`, state.name, known.origin, origin)
      return true
    }
    if (isRightsModel(value)) {
      rights.add(value)
      return true
    }
    return false
  }
  for (const { file, exports } of modules) {
    for (const [name, value] of Object.entries(exports)) {
      if (take(value, { file, export: name })) continue
      for (const [inner, one] of entriesOf(value)) take(one, { file, export: `${name}.${inner}` })
    }
  }
  return { tables, enumTypes, objects, rights: [...rights].flatMap((one) => one[rightsBrand]) }
}

/**
 * Adds an enum type. Two of one name are one when they say the same.
 *
 * @throws LimbeckError LB3001 when they do not.
 */
export function addEnumType(
  enumTypes: Map<ObjectKey, { state: EnumTypeState; origin: ModelOrigin }>,
  state: EnumTypeState,
  origin: ModelOrigin,
): void {
  const key = keyOf({ kind: 'enumType', namespace: state.namespace, name: state.name })
  const known = enumTypes.get(key)
  if (known === undefined) enumTypes.set(key, { state, origin })
  else if (known.state !== state && JSON.stringify(known.state) !== JSON.stringify(state)) {
    throw twoOfOneName('enum types', state.name, known.origin, origin)
  }
}

/** The entries of arrays, plain objects and modules; nothing of what has behaviour of its own. */
function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null) return []
  const prototype: unknown = Object.getPrototypeOf(value)
  const plain = Array.isArray(value) || prototype === null || prototype === Object.prototype
  return plain ? Object.entries(value) : []
}

function twoOfOneName(what: string, name: string, first: ModelOrigin, second: ModelOrigin) {
  const places = `\`${first.export}\` in ${first.file} and \`${second.export}\` in ${second.file}`
  return modelError('LB3001', `Two ${what} are called "${name}": ${places}.`, null, {
    hints: ['Rename one of them, or put one into another schema with `schema`.'],
    details: { name, files: [first.file, second.file] },
  })
}
