import { LimbeckError } from '../errors/index.ts'
import type { DatabaseUrl, Dialect, DialectName, Driver } from './index.ts'

/** One line per dialect; each is imported when a database of its kind is first used. */
const drivers: { readonly [Name in DialectName]: () => Promise<Driver> } = {
  sqlite: async () => (await import('./sqlite/driver.ts')).sqliteDriver,
  postgresql: async () => (await import('./postgres/driver.ts')).postgresDriver,
}

/**
 * The driver of a database URL.
 *
 * @throws LimbeckError LB4002 for a kind of database that limbeck does not speak to
 */
export async function driverFor(url: Pick<DatabaseUrl, 'dialect' | 'display'>): Promise<Driver> {
  if (Object.hasOwn(drivers, url.dialect)) return await drivers[url.dialect]()
  throw new LimbeckError('LB4002', `limbeck does not speak to databases of the kind '${url.dialect}'.`, {
    details: { url: url.display },
  })
}

/** The dialect of a database URL. @throws LimbeckError as {@link driverFor} */
export async function dialectFor(url: Pick<DatabaseUrl, 'dialect' | 'display'>): Promise<Dialect> {
  return (await driverFor(url)).dialect()
}
