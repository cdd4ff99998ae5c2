import { LimbeckError } from '../errors/index.ts'
import type { DatabaseUrl, Dialect, DialectName } from './index.ts'

/** One line per dialect; each is imported when a database of its kind is first used. */
const dialects: { readonly [Name in DialectName]: () => Promise<Dialect> } = {
  sqlite: async () => (await import('./sqlite/index.ts')).sqlite,
  postgresql: async () => (await import('./postgres/index.ts')).postgres,
}

/**
 * The dialect of a database URL.
 *
 * @throws LimbeckError LB4002 for a kind of database that limbeck does not speak to
 */
export async function dialectFor(url: Pick<DatabaseUrl, 'dialect' | 'display'>): Promise<Dialect> {
  if (Object.hasOwn(dialects, url.dialect)) return await dialects[url.dialect]()
  throw new LimbeckError('LB4002', `limbeck does not speak to databases of the kind '${url.dialect}'.`, {
    details: { url: url.display },
  })
}
