import type { CustomOperationDefinition, CustomOperationKind, customDefinition } from '../operations/index.ts'

// Configuration files load this: the operations themselves, which only runs need, are not imported for it.
const definitionKey = Symbol.for('limbeck.customOperation') as typeof customDefinition

/**
 * Defines an operation of the project's own, for revision files, hooks and comparators.
 *
 * @example
 * export const grantSelect = defineOperation({
 *   name: 'grantSelect',
 *   module: import.meta.url,
 *   emit: {
 *     postgresql: ({ table, role }: Grant, sql) => `GRANT SELECT ON ${sql.table(table)} TO ${sql.quote(role)}`,
 *     default: () => null,
 *   },
 *   reverse: (grant) => revokeSelect.with(grant),
 * })
 * // in a revision file
 * await op.run(grantSelect, { table: 'users', role: 'reader' })
 */
export function defineOperation<Parameters extends object>(
  definition: CustomOperationDefinition<Parameters>,
): CustomOperationKind<Parameters> {
  return {
    name: definition.name,
    definition,
    with: (parameters) => ({ kind: 'custom', name: definition.name, parameters, [definitionKey]: definition }),
  }
}
