import { observeSqlite } from '../../corpus/observe-sqlite.ts'
import { createPostgresDatabase, createSqliteDatabase } from '../support/databases.ts'
import { dumpWholeSchema } from '../support/postgres-whole-dump.ts'
import type { MakeDatabase } from './travel.ts'

export const makeSqliteDatabase: MakeDatabase = async (script) => {
  const database = createSqliteDatabase()
  await database.script(script)
  const { url } = database
  return {
    url,
    dump: () => Promise.resolve(observeSqlite(url.replace('sqlite:///', ''))),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}

export const makePostgresDatabase: MakeDatabase = async (script) => {
  const database = await createPostgresDatabase()
  await database.script(script)
  return {
    url: database.url,
    dump: () => dumpWholeSchema(database.url),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}
