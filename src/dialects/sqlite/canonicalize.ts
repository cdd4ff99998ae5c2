import type { Catalog } from '../../schema/index.ts'
import { withRequirements } from './objects/index.ts'

/**
 * SQLite keeps expressions as they were written, so there is nothing to ask it for. What views and triggers of the models
 * stand on is read from their texts.
 */
export function canonicalize(wanted: Catalog): Promise<Catalog> {
  return Promise.resolve(withRequirements(wanted))
}
