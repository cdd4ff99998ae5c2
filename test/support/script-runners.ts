import { execFileSync, spawnSync } from 'node:child_process'
import { DatabaseSync } from 'node:sqlite'
import { type TestDatabase, createPostgresDatabase, createSqliteDatabase } from './databases.ts'
import { dumpSchema } from './postgres-dump.ts'
import { dumpSqliteSchema } from './sqlite-dump.ts'

/** A program that users run scripts with, and databases for it. */
export interface ScriptRunner {
  readonly program: 'sqlite3' | 'psql' | 'node:sqlite'
  create(): Promise<TestDatabase>
  /** Runs the script and throws when the program says that it failed. */
  run(url: string, script: string): void
  /** The schema as text, without limbeck's own tables. */
  dump(url: string): Promise<string>
}

const has = (program: string) => spawnSync(program, ['--version']).status === 0
const fileOf = (url: string) => url.replace('sqlite:///', '')

const sqlite = {
  create: () => Promise.resolve(createSqliteDatabase()),
  dump: (url: string) => Promise.resolve(dumpSqliteSchema(fileOf(url))),
}

/** The programs that are installed; Node's own SQLite stands in for `sqlite3` where that is missing. */
export const scriptRunners: readonly ScriptRunner[] = [
  has('sqlite3')
    ? {
        ...sqlite,
        program: 'sqlite3',
        run: (url, script) => void execFileSync('sqlite3', ['-bail', fileOf(url)], { input: script, stdio: 'pipe' }),
      }
    : {
        ...sqlite,
        program: 'node:sqlite',
        run: (url, script) => {
          const database = new DatabaseSync(fileOf(url))
          try {
            database.exec(script)
          } finally {
            database.close()
          }
        },
      },
  ...(has('psql')
    ? [
        {
          program: 'psql' as const,
          create: createPostgresDatabase,
          run: (url: string, script: string) =>
            void execFileSync('psql', ['-v', 'ON_ERROR_STOP=1', '-q', '-f', '-', url], {
              input: script,
              stdio: 'pipe',
            }),
          dump: async (url: string) =>
            (await dumpSchema(url))
              .split('\n')
              .filter((line) => !line.includes('limbeck_'))
              .sort()
              .join('\n'),
        },
      ]
    : []),
]
