import { type CatalogObject, type Table, type TableRef, displayTable, tableKey, tableOf } from '../schema/index.ts'

/** Which objects are compared at all. What is outside is left alone, whatever the models say. */
export type Scope = (object: CatalogObject) => boolean

/**
 * The default namespace, the namespaces that the models use, and the configured ones; but no table that matches one
 * of `exclude`: exact names or globs with `*`, with or without the namespace in front.
 */
export function scopeOf(options: {
  readonly wanted: Iterable<CatalogObject>
  readonly namespaces: readonly string[]
  readonly exclude: readonly string[]
  /** Types of defined objects that are compared; null: those that are wanted at all. */
  readonly objectTypes?: 'all' | readonly string[] | null
}): Scope {
  const namespaces = new Set<string | null>([null, ...options.namespaces])
  const objectTypes = new Set<string>(options.objectTypes === 'all' ? [] : options.objectTypes)
  const tables = new Set<string>()
  for (const object of options.wanted) {
    namespaces.add(object.kind === 'namespace' ? object.name : object.namespace)
    if (object.kind === 'defined') objectTypes.add(object.objectType)
    if (object.kind === 'table') tables.add(tableKey(object))
  }
  const isUnnamedPart = (table: Table) => options.objectTypes !== 'all' && isPart(table) && !tables.has(tableKey(table))
  const isCompared = (objectType: string) => options.objectTypes === 'all' || objectTypes.has(objectType)
  const patterns = options.exclude.map(patternOf)
  const excluded = (table: TableRef) =>
    patterns.some((pattern) => pattern.test(table.name) || pattern.test(displayTable(table)))
  return (object) => {
    if (!namespaces.has(object.kind === 'namespace' ? object.name : object.namespace)) return false
    if (object.kind === 'defined' && !isCompared(object.objectType)) return false
    if (object.kind === 'table' && isUnnamedPart(object)) return false
    if (patterns.length === 0) return true
    if (object.kind === 'table') return !excluded(object)
    if (!('table' in object) || object.table === null) return true
    return !excluded(tableOf({ namespace: object.namespace, table: object.table }))
  }
}

/** A partition, an heir or a partitioned table. */
function isPart({ inherits, partitionBy }: Table): boolean {
  return inherits !== undefined || partitionBy !== undefined
}

function patternOf(glob: string): RegExp {
  const literal = (text: string) => text.replace(/[\\^$.|?+()[\]{}]/g, '\\$&')
  return new RegExp(`^${glob.split('*').map(literal).join('.*')}$`, 'su')
}
