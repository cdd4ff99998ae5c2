import type { StateTables } from './migration-context.ts'

/** The version table and the journal beside it, in one namespace. */
export function stateTables(
  versionTable: string,
  namespace: string | null,
  options: { readonly primaryKey?: boolean } = {},
): StateTables {
  return {
    version: { namespace, name: versionTable },
    versionPrimaryKey: options.primaryKey ?? true,
    journal: { namespace, name: 'limbeck_journal' },
  }
}
