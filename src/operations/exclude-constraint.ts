import { sourceString } from '../text/index.ts'
import { type CustomOperationDefinition, customFrom } from './custom/custom-operation.ts'
import type { CustomOperation } from './data.ts'

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

/**
 * limbeck's catalog does not hold exclusion constraints, so this stands beside the operations that it replays.
 *
 * @see https://www.postgresql.org/docs/18/sql-createtable.html#SQL-CREATETABLE-EXCLUDE
 */
const definition: CustomOperationDefinition<ExcludeConstraint> = {
  name: 'createExcludeConstraint',
  emit: {
    postgresql({ name, namespace, table, elements, using, where, deferrable }, sql) {
      const parts = elements.map((one) => `${one.isColumn ? sql.quote(one.sql) : `(${one.sql})`} WITH ${one.operator}`)
      const condition = where === null ? '' : ` WHERE (${where})`
      const delay = deferrable === 'no' ? '' : ` DEFERRABLE${deferrable === 'deferred' ? ' INITIALLY DEFERRED' : ''}`
      return `ALTER TABLE ${sql.table(table, namespace)} ADD CONSTRAINT ${sql.quote(name)} EXCLUDE USING ${sql.quote(using)} (${parts.join(', ')})${condition}${delay}`
    },
  },
  reverse: ({ name, namespace, table }) => ({
    kind: 'dropConstraint',
    namespace,
    table,
    name,
    constraintKind: null,
    ifExists: false,
  }),
  describe: ({ name, table }) => `Create exclusion constraint ${name} on ${table}`,
  source({ name, namespace, table, elements, using, where, deferrable }) {
    const parts = elements.map(
      (one) => `[${one.isColumn ? sourceString(one.sql) : `sql\`${one.sql}\``}, ${sourceString(one.operator)}]`,
    )
    const options = [
      using === 'gist' ? '' : `using: ${sourceString(using)}`,
      where === null ? '' : `where: ${sourceString(where)}`,
      deferrable === 'no' ? '' : `deferrable: ${sourceString(deferrable)}`,
      namespace === null ? '' : `schema: ${sourceString(namespace)}`,
    ].filter((one) => one !== '')
    const args = [sourceString(name), sourceString(table), `[${parts.join(', ')}]`]
    const all = options.length === 0 ? args : [...args, `{ ${options.join(', ')} }`]
    const imports = elements.every((one) => one.isColumn) ? {} : { imports: { limbeck: 'sql' } }
    return { source: `op.createExcludeConstraint(${all.join(', ')})`, ...imports }
  },
}

export function excludeConstraint(constraint: ExcludeConstraint): CustomOperation {
  return customFrom(definition, constraint)
}
