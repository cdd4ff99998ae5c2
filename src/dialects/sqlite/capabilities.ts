import type { Capabilities } from '../index.ts'

/** Whether a version such as `3.53.4` is at least `wanted`; missing parts count as 0. */
function isAtLeast(version: string, wanted: string): boolean {
  const have = version.split('.').map(Number)
  const need = wanted.split('.').map(Number)
  for (let place = 0; place < need.length; place += 1) {
    const difference = (have[place] ?? 0) - (need[place] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return true
}

/**
 * What SQLite of this version can do.
 *
 * @see https://www.sqlite.org/changes.html (3.31 generated columns, 3.35 DROP COLUMN, 3.53 ALTER of NOT NULL and CHECK;
 * the first patch release of 3.53 is asked for, because it repairs the new statements)
 */
export function capabilitiesOf(serverVersion: string): Capabilities {
  return {
    transactionalDdl: true,
    namespaces: false,
    enumTypes: false,
    comments: false,
    concurrentIndexes: false,
    multipleAlterClauses: false,
    dropColumn: isAtLeast(serverVersion, '3.35'),
    alterNotNullAndCheck: isAtLeast(serverVersion, '3.53.1'),
    alterConstraints: false,
    nullsNotDistinct: false,
    virtualGeneratedColumns: isAtLeast(serverVersion, '3.31'),
  }
}
