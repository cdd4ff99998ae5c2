import {
  type Catalog,
  type CatalogObject,
  type DeclaredRename,
  type NamingConvention,
  type ObjectKey,
  createCatalog,
  editCatalog,
  tableKey,
} from '../schema/index.ts'
import { similarNames } from '../text/index.ts'
import { tableBrand } from './brands.ts'
import { buildTable } from './build-table.ts'
import { checkEnumType } from './check-enum-type.ts'
import { checkName } from './check-name.ts'
import { checkForeignKeys } from './check-foreign-keys.ts'
import { checkUniqueNames } from './check-unique-names.ts'
import {
  type CollectedModels,
  type ModelModule,
  type ModelOrigin,
  addEnumType,
  collectModels,
} from './collect-models.ts'
import { type SaidRights, heldRights } from './rights.ts'
import type { EnumTypeState } from './column-state.ts'
import type { DefinedState } from './defined-object.ts'

/** Models as a catalog, with what a catalog does not say. */
export interface ModelCatalog {
  readonly catalog: Catalog
  /** What `.renamedFrom()` and `renamedValues` declare. */
  readonly renames: readonly DeclaredRename[]
  /** Where each table and enum type stands; for a type that no file exports, the table that uses it. */
  readonly origins: ReadonlyMap<ObjectKey, ModelOrigin>
}

/**
 * Turns what model files export into the wanted catalog. Tables keep the order of the files and exports.
 *
 * @throws LimbeckError LB3001 to LB3015 for models that cannot be meant; the message names the file.
 */
export function modelsToCatalog(
  modules: Iterable<ModelModule>,
  options: { readonly namingConvention: NamingConvention; readonly dialect?: string | null },
): ModelCatalog {
  const collected = collectModels(modules, options.dialect ?? null)
  const enumTypes = new Map(collected.enumTypes)
  const origins = new Map<ObjectKey, ModelOrigin>()
  const renames: DeclaredRename[] = []
  const tableObjects: CatalogObject[] = []
  const nearMisses = nearMissesIn(collected)
  const schemas = new SchemaRenames()
  for (const [key, { table, origin }] of collected.tables) {
    const { namespace, name } = table[tableBrand]
    schemas.add(table[tableBrand], origin.file)
    const place = { namespace, table: name, namingConvention: options.namingConvention, strict: true, nearMisses }
    const built = buildTable(table, { ...place, file: origin.file })
    origins.set(key, origin)
    for (const object of built.objects) tableObjects.push(object)
    renames.push(...built.renames)
    for (const state of built.enumTypes) addEnumType(enumTypes, state, origin)
  }
  const enumObjects: CatalogObject[] = []
  for (const [key, { state, origin }] of enumTypes) {
    checkEnumType(state, origin.file)
    schemas.add(state, origin.file)
    origins.set(key, origin)
    const { namespace, name, values, comment } = state
    enumObjects.push({ kind: 'enumType', namespace, name, values, comment })
    renames.push(...enumRenames(state))
  }
  for (const { state } of collected.objects.values()) renames.push(...objectRenames(state))
  renames.push(...schemas.renames)
  const objects = [...enumObjects, ...tableObjects, ...definedObjects(collected, origins)]
  checkUniqueNames(objects, (table) => origins.get(tableKey(table))?.file ?? null)
  const catalog = editCatalog(createCatalog([...namespacesOf(objects), ...objects]))
  for (const held of heldRights(collected.rights.map((said) => onWhatItIs(said, catalog)))) catalog.putRights(held)
  checkForeignKeys(catalog, (table) => origins.get(tableKey(table))?.file ?? null)
  return { catalog, renames, origins }
}

function definedObjects({ objects }: CollectedModels, origins: Map<ObjectKey, ModelOrigin>): readonly CatalogObject[] {
  return [...objects].map(([key, { state, origin }]) => {
    const { objectType, namespace, on, name, attributes, comment } = state
    for (const one of [name, state.renamedFrom ?? name])
      checkName(one.replace(/\(.*\)$/s, ''), () => `an object of the type ${objectType}`, origin.file)
    origins.set(key, origin)
    return { kind: 'defined', objectType, namespace, on, name, attributes, comment, facts: {}, requires: [] }
  })
}

/** A name alone may be a view's. */
function onWhatItIs({ target, rights }: SaidRights, catalog: Catalog): SaidRights {
  const { objectType, namespace, name } = target
  if (objectType !== 'table' || name === null || catalog.has({ kind: 'table', namespace, name }))
    return { target, rights }
  const types = ['view', 'materialized view'].filter((type) =>
    catalog.has({ kind: 'defined', objectType: type, namespace, on: null, name }),
  )
  return { target: { ...target, objectType: types[0] ?? objectType }, rights }
}

function objectRenames({ objectType, namespace, on, name, renamedFrom }: DefinedState): readonly DeclaredRename[] {
  return renamedFrom === null ? [] : [{ kind: 'object', objectType, namespace, owner: on, from: renamedFrom, to: name }]
}

/** What the tables and enum types of renamed schemas say of them, each once. */
class SchemaRenames {
  readonly #froms = new Map<string, string>()

  add(state: { readonly namespace: string | null; readonly schemaRenamedFrom: string | null }, file: string): void {
    const { namespace, schemaRenamedFrom: from } = state
    if (namespace === null || from === null) return
    checkName(from, () => `the former schema "${namespace}"`, file)
    this.#froms.set(namespace, from)
  }

  get renames(): readonly DeclaredRename[] {
    return [...this.#froms].map(([to, from]) => ({ kind: 'namespace', namespace: null, owner: null, from, to }))
  }
}

function enumRenames(state: EnumTypeState): readonly DeclaredRename[] {
  const { namespace, name, renamedFrom, renamedValues } = state
  const own =
    renamedFrom === null ? [] : [{ kind: 'enumType', namespace, owner: null, from: renamedFrom, to: name } as const]
  return [
    ...own,
    ...Object.entries(renamedValues).map(
      ([to, from]) => ({ kind: 'enumValue', namespace, owner: name, from, to }) as const,
    ),
  ]
}

function namespacesOf(objects: readonly CatalogObject[]): readonly CatalogObject[] {
  const names = objects.map((object) => ('namespace' in object ? object.namespace : null))
  return [...new Set(names)].filter((name) => name !== null).map((name) => ({ kind: 'namespace', name }))
}

/** What `() => users.emial` may have meant: looks for an export of that name and for its columns. */
function nearMissesIn(collected: CollectedModels): (source: string) => readonly string[] {
  return (source) => {
    const read = /([\w$]+)\.([\w$]+)\W*$/.exec(source)
    if (read === null) return []
    const [, variable = '', column = ''] = read
    for (const { table, origin } of collected.tables.values()) {
      if (origin.export.split('.').at(-1) !== variable) continue
      return similarNames(column, Object.keys(table[tableBrand].columns)).map((name) => `${variable}.${name}`)
    }
    return []
  }
}
