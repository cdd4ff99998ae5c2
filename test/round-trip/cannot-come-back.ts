import type { Catalog, DeclaredRename, TableDefinition } from '../../src/schema/index.ts'

/**
 * Rows that no tool can keep on the way back: they point into a table that b drops, or lack the value of a NOT NULL
 * column that b drops and in which no made-up value can stand.
 */
export function cannotComeBack(definition: TableDefinition, b: Catalog, renames: readonly DeclaredRename[]): boolean {
  const { namespace } = definition.table
  const nameIn = (kind: DeclaredRename['kind'], owner: string | null, name: string) =>
    renames.find((one) => one.kind === kind && one.from === name && (kind === 'table' || one.owner === owner))?.to ??
    name
  const table = nameIn('table', null, definition.table.name)
  if (
    definition.foreignKeys.some(
      (key) =>
        !b.has({
          kind: 'table',
          namespace: key.references.namespace,
          name: nameIn('table', null, key.references.table),
        }),
    )
  ) {
    return true
  }
  const constrained = new Set([
    ...(definition.primaryKey?.columns ?? []),
    ...definition.uniques.flatMap((unique) => unique.columns),
    ...definition.foreignKeys.flatMap((key) => key.columns),
    ...definition.indexes
      .filter((index) => index.unique)
      .flatMap((index) => index.parts.map((part) => part.column ?? '')),
  ])
  return definition.columns
    .filter(
      (column) => !column.nullable && column.default === null && column.identity === null && column.generated === null,
    )
    .filter(({ name }) => !b.has({ kind: 'column', namespace, table, name: nameIn('column', table, name) }))
    .some(
      ({ name, type }) =>
        constrained.has(name) ||
        type.kind === 'binary' ||
        definition.checks.some((check) => check.expression.sql.includes(name)),
    )
}
