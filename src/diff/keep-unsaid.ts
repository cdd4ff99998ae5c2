import {
  type Catalog,
  type CatalogObject,
  type Column,
  type Table,
  displayName,
  editCatalog,
  idOf,
} from '../schema/index.ts'
import { equalJson } from './comparer.ts'
import { isRemark } from './remark.ts'
import type { Scope } from './scope.ts'

export interface Unsaid {
  /** What is wanted, with what it says nothing about as it is found. */
  readonly wanted: Catalog
  /** A sentence for each object that keeps something. */
  readonly kept: readonly string[]
}

/**
 * Models say nothing about how one database keeps a table or index (storage parameters, partitions). Where they do not,
 * everything stays as it is found: a person may have tuned it. Nor do they mind whether numbers come from an identity or
 * from a sequence of the column's own.
 */
export function keepUnsaid(found: Catalog, wanted: Catalog, scope: Scope, saysAll: boolean): Unsaid {
  let draft: ReturnType<typeof editCatalog> | null = null
  const kept: string[] = []
  for (const object of found.objects()) {
    if (object.kind === 'column') {
      const column = keptNumbering(object, wanted, saysAll) ?? (saysAll ? null : keptNullDefault(object, wanted))
      if (column !== null) {
        draft ??= editCatalog(wanted)
        draft.put(column)
      }
    }
    if (saysAll) continue
    // A comment on what is made anew comes back with it.
    if (isRemark(object) && !scope(object) && object.requires.every((id) => (draft ?? wanted).has(id))) {
      draft ??= editCatalog(wanted)
      draft.put(object)
    }
    const own = ownDetails(object)
    if (own === null) continue
    const counterpart = (draft ?? wanted).get(idOf(object))
    if (counterpart === undefined || ownDetails(counterpart) !== null || !scope(object)) continue
    draft ??= editCatalog(wanted)
    // Both are of one kind, and have the same optional fields.
    draft.put({ ...counterpart, ...own } as CatalogObject)
    const names = Object.keys('attributes' in object ? (object.attributes ?? {}) : {})
    if (names.length === 0) continue
    const id = idOf(object)
    const list = names.map((name) => `'${name}'`).join(', ')
    kept.push(
      `What the database says about '${displayName(id)}' besides (${list}) is not compared: limbeck leaves it as it is.`,
    )
  }
  return { wanted: draft ?? wanted, kept }
}

/**
 * The column as it is wanted, numbered by its own sequence as it is found, where that was not asked to be otherwise; and by
 * a sequence of the name that it has.
 */
function keptNumbering(found: Column, wanted: Catalog, saysAll: boolean): Column | null {
  if (found.identity === null) return null
  const column = wanted.get(idOf(found))
  if (column?.kind !== 'column' || column.identity === null) return null
  const { generation, sequence, sequenceType } = column.identity
  const isSerial = found.identity.generation === 'serial'
  const takesSerial = isSerial && (generation === 'auto' || (generation === 'byDefault' && !saysAll))
  const takesName = !saysAll && sequence === undefined && found.identity.sequence !== undefined
  const takesType = !saysAll && sequenceType === undefined && found.identity.sequenceType !== undefined
  if (!takesSerial && !takesName && !takesType) return null
  return {
    ...column,
    identity: {
      ...column.identity,
      ...(takesSerial ? { generation: 'serial' } : {}),
      ...(takesName ? { sequence: found.identity.sequence } : {}),
      ...(takesType ? { sequenceType: found.identity.sequenceType } : {}),
    },
  }
}

/** A default that says NULL changes nothing, and models that name none mean the same. */
function keptNullDefault(found: Column, wanted: Catalog): Column | null {
  if (found.default?.kind !== 'expression' || !/^NULL::/i.test(found.default.expression.sql)) return null
  const column = wanted.get(idOf(found))
  if (column?.kind !== 'column' || column.default !== null || column.generated !== null) return null
  return equalJson(column.type, found.type) ? { ...column, default: found.default } : null
}

/** What only one database knows of a table or member; null where there is nothing of that. */
function ownDetails(object: CatalogObject): Partial<Table> | null {
  if (object.kind === 'defined' || object.kind === 'other' || object.kind === 'namespace') return null
  if (object.kind === 'enumType') return null
  const { attributes } = object
  // Most have nothing.
  if (attributes === undefined && !('inherited' in object) && (object.kind !== 'table' || lineageWord(object) === null))
    return null
  const own = {
    ...(attributes === undefined ? {} : { attributes }),
    ...('inherited' in object ? { inherited: true } : {}),
    ...(object.kind === 'table' ? lineageOf(object) : {}),
  }
  return Object.keys(own).length === 0 ? null : own
}

function lineageOf({ inherits, bound, partitionBy }: Table): Partial<Table> {
  return {
    ...(inherits === undefined ? {} : { inherits }),
    ...(bound === undefined ? {} : { bound }),
    ...(partitionBy === undefined ? {} : { partitionBy }),
  }
}

/** In words, a table that has parts or is one: models do not speak of such a table unless they name it. */
export function lineageWord(table: Table): string | null {
  if (table.bound !== undefined) return 'partition'
  if (table.inherits !== undefined) return 'inherited table'
  return table.partitionBy === undefined ? null : 'partitioned table'
}
