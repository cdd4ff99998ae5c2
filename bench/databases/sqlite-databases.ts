import { copyFileSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { spawnSync } from 'node:child_process'
import type { BenchRow, Databases } from './databases.ts'

/** SQLite files in a folder. */
export function sqliteDatabases(folder: string): Databases {
  mkdirSync(folder, { recursive: true })
  const file = (database: string) => join(folder, `${database}.db`)
  const remove = (database: string) => {
    for (const end of ['', '-journal', '-wal', '-shm']) rmSync(`${file(database)}${end}`, { force: true })
  }
  const using = <Result>(database: string, work: (open: DatabaseSync) => Result): Result => {
    const open = new DatabaseSync(file(database))
    try {
      return work(open)
    } finally {
      open.close()
    }
  }
  return {
    name: 'SQLite',
    lasting: true,
    url: (database) => `sqlite:///${file(database)}`,
    create: async (database) => remove(database),
    restore: async (database, template) => {
      remove(database)
      copyFileSync(file(template), file(database))
      // What the copy left to be written must not be waited for by what is timed next.
      spawnSync('sync')
    },
    script: (database, script) => ({
      command: 'sqlite3',
      args: ['-batch', '-bail', file(database), `.read "${script}"`],
    }),
    query: async (database, sql, parameters = []) =>
      // A row of SQLite is an object of its columns.
      using(database, (open) => open.prepare(sql).all(...parameters) as readonly BenchRow[]),
    execute: async (database, sql) => using(database, (open) => open.exec(sql)),
    stop: async () => {},
  }
}
