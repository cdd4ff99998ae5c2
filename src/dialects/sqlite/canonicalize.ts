import type { Catalog } from '../../schema/index.ts'
import { withFoundSpelling } from './found-spelling.ts'
import { withRequirements } from './objects/index.ts'

/**
 * SQLite keeps expressions as they were written, so there is nothing to ask it for. Types that say the same in other
 * words are taken as the database has them, and what views and triggers stand on is read from their texts.
 */
export function canonicalize(wanted: Catalog, found: Catalog): Promise<Catalog> {
  return Promise.resolve(withRequirements(withFoundSpelling(wanted, found)))
}
