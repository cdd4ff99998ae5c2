import type { Catalog, DefinedObject, TableRef } from '../schema/index.ts'
import type { CreateObject } from './data.ts'

/** An exclusion constraint: of two rows never all comparisons hold. */
export interface ExcludeConstraint {
  readonly name: string
  readonly namespace: string | null
  readonly table: string
  /** A column or an expression in SQL, and the operator that compares it. */
  readonly elements: readonly { readonly sql: string; readonly isColumn: boolean; readonly operator: string }[]
  readonly using: string
  readonly where: string | null
  readonly deferrable: 'no' | 'immediate' | 'deferred'
}

/** Only PostgreSQL has them, as objects that stand by their definition. */
const objectType = 'exclusion constraint'

/** @see https://www.postgresql.org/docs/18/sql-createtable.html#SQL-CREATETABLE-EXCLUDE */
export function excludeConstraint(constraint: ExcludeConstraint): CreateObject {
  const { name, namespace, table, elements, using, where, deferrable } = constraint
  const quote = (text: string) => (/^[a-z_][a-z0-9_]*$/.test(text) ? text : `"${text.replaceAll('"', '""')}"`)
  const parts = elements.map(
    (one) => `${one.isColumn ? `"${one.sql.replaceAll('"', '""')}"` : `(${one.sql})`} WITH ${one.operator}`,
  )
  const condition = where === null ? '' : ` WHERE (${where})`
  const delay = deferrable === 'no' ? '' : ` DEFERRABLE${deferrable === 'deferred' ? ' INITIALLY DEFERRED' : ''}`
  const definition = `EXCLUDE USING ${quote(using)} (${parts.join(', ')})${condition}${delay}`
  const columns = elements.filter(({ isColumn }) => isColumn).map(({ sql }) => sql)
  return {
    kind: 'createObject',
    object: {
      kind: 'defined',
      objectType,
      namespace,
      on: table,
      name,
      attributes: { definition, columns },
      comment: null,
      facts: {},
      requires: columns.map((column) => ({ kind: 'column', namespace, table, name: column })),
    },
  }
}

/** One of a table by its name; people drop it as they drop any constraint. */
export function findExclusion(catalog: Catalog, ref: TableRef, name: string): DefinedObject | undefined {
  return catalog.get({ kind: 'defined', objectType, namespace: ref.namespace, on: ref.name, name })
}
