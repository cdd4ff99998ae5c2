import { randomBytes } from 'node:crypto'
import { LimbeckError, isLimbeckError } from '../../errors/index.ts'
import type { DatabaseUrl, ScratchDatabase } from '../index.ts'
import { connectWithPg } from './drivers/pg.ts'
import { quoteName } from './quote-name.ts'

const options = { connectTimeoutMs: 10_000, create: true, applicationName: 'limbeck' }

/**
 * A database beside that of the URL, on its server, made from the template of an empty one. Disposing ends whoever is
 * connected to it and drops it.
 *
 * @throws LimbeckError LB4xxx when the server cannot be reached, LB6114 when the role may not create databases
 */
export async function createScratch(near: DatabaseUrl): Promise<ScratchDatabase> {
  const name = `limbeck_scratch_${randomBytes(6).toString('hex')}`
  await onServer(near, `CREATE DATABASE ${quoteName(name)} TEMPLATE template0`)
  return {
    url: urlOf(near, name),
    [Symbol.asyncDispose]: async () => {
      await onServer(
        near,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
        `DROP DATABASE IF EXISTS ${quoteName(name)}`,
      )
    },
  }
}

async function onServer(url: DatabaseUrl, ...statements: readonly string[]): Promise<void> {
  const connection = await connectWithAny(url)
  try {
    for (const sql of statements) await connection.execute(sql)
  } catch (error) {
    if ((error as { code?: unknown }).code !== '42501') throw error
    throw new LimbeckError('LB6114', `User "${url.user ?? ''}" may not create databases on this PostgreSQL server.`, {
      hints: ['Have an administrator run `ALTER ROLE … CREATEDB`, or name a test server on which it may.'],
      cause: error,
    })
  } finally {
    await connection.close()
  }
}

/** The URL's database need not exist: then the one that every server has. */
async function connectWithAny(url: DatabaseUrl): ReturnType<typeof connectWithPg> {
  const { schema: _, ...rest } = url.options
  try {
    return await connectWithPg({ ...url, options: rest }, options)
  } catch (error) {
    if (!isLimbeckError(error) || error.code !== 'LB4102') throw error
    return await connectWithPg({ ...url, database: 'postgres', options: rest }, options)
  }
}

/** The URL with the password and every option but the schema, which the new database does not have. */
function urlOf({ user, password, host, port, options: given }: DatabaseUrl, database: string): string {
  const encode = encodeURIComponent
  const login = user === null ? '' : `${encode(user)}${password === null ? '' : `:${encode(password)}`}@`
  const isSocket = host?.startsWith('/') === true
  const shown = host === null || isSocket ? '' : host.includes(':') ? `[${host}]` : host
  const all = Object.entries(given).filter(([name]) => name !== 'schema')
  const query = [...(isSocket ? [['host', host] as const] : []), ...all].map(
    ([name, value]) => `${name}=${encode(value)}`,
  )
  const place = `${shown}${port === null ? '' : `:${port}`}`
  return `postgresql://${login}${place}/${database}${query.length === 0 ? '' : `?${query.join('&')}`}`
}

/** Dumps set the search path, the role and how names are quoted; all of it changes what is read back. */
export const scratchSession = {
  start: ['SET synchronous_commit = off', 'SET client_min_messages = warning'],
  beforeReading: ['RESET search_path', 'RESET ROLE', 'RESET SESSION AUTHORIZATION', 'RESET quote_all_identifiers'],
}
