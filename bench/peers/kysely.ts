import { type Peer, peerFile, stampOf } from './peer.ts'

const config = `import { defineConfig } from 'kysely-ctl'
import pg from 'pg'

export default defineConfig({
  dialect: 'pg',
  dialectConfig: { pool: new pg.Pool({ connectionString: process.env.DATABASE_URL }) },
  migrations: { migrationFolder: 'migrations' },
})
`

export const kysely: Peer = {
  name: 'kysely-ctl',
  packages: ['kysely@0.29.9', 'kysely-ctl@0.21.0', 'pg@8.23.1'],
  program: [process.execPath, peerFile('kysely-ctl', 'kysely-ctl/dist/bin.mjs')],
  version: ['--version'],
  history: (changes) => [
    ['kysely.config.js', config],
    ...changes.map(({ up, down }, number) => {
      const text = `import { sql } from 'kysely'
export const up = (db) => sql.raw(${JSON.stringify(up)}).execute(db)
export const down = (db) => sql.raw(${JSON.stringify(down)}).execute(db)
`
      return [`migrations/${stampOf(number)}_small.ts`, text] as const
    }),
  ],
  // Without asking the registry for newer versions.
  upgrade: ['migrate:latest', '--no-outdated-check'],
  historyTable: 'kysely_migration',
}
