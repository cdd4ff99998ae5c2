import { LimbeckError } from '../errors/index.ts'
import type { DatabaseUrl, Dialect, DialectName, Driver } from './index.ts'

/** One line per dialect; each is imported when a database of its kind is first used. */
const drivers: { readonly [Name in DialectName]: () => Promise<Driver> } = {
  sqlite: async () => (await import('./sqlite/driver.ts')).sqliteDriver,
  postgresql: async () => (await import('./postgres/driver.ts')).postgresDriver,
}

const dialects: { readonly [Name in DialectName]: () => Promise<Dialect> } = {
  sqlite: async () => (await import('./sqlite/index.ts')).sqlite,
  postgresql: async () => (await import('./postgres/index.ts')).postgres,
}

type Kind = Pick<DatabaseUrl, 'dialect' | 'display'>

/**
 * The dialect of a database URL.
 *
 * @throws LimbeckError LB4002 for a kind of database that limbeck does not speak to
 */
export async function dialectFor(url: Kind): Promise<Dialect> {
  return await importerIn(dialects, url)()
}

/** The driver of a database URL, without the rest of the dialect. @throws LimbeckError as {@link dialectFor} */
export async function driverFor(url: Kind): Promise<Driver> {
  return await importerIn(drivers, url)()
}

function importerIn<Importer>(importers: { readonly [Name in DialectName]: Importer }, url: Kind): Importer {
  if (Object.hasOwn(importers, url.dialect)) return importers[url.dialect]
  throw new LimbeckError('LB4002', `limbeck does not speak to databases of the kind '${url.dialect}'.`, {
    details: { url: url.display },
  })
}
