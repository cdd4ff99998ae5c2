import type { Catalog } from '../../schema/index.ts'

/** SQLite keeps expressions as they were written, so there is nothing to ask it for. */
export function canonicalize(wanted: Catalog): Promise<Catalog> {
  return Promise.resolve(wanted)
}
