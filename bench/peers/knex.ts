import { type Peer, peerFile, stampOf } from './peer.ts'

const config = `module.exports = {
  client: 'pg',
  connection: process.env.DATABASE_URL,
  migrations: { directory: './migrations', loadExtensions: ['.cjs'] },
}
`

export const knex: Peer = {
  name: 'knex',
  packages: ['knex@3.3.0', 'pg@8.23.1'],
  program: [process.execPath, peerFile('knex', 'knex/bin/cli.js')],
  version: ['--version'],
  history: (changes) => [
    ['knexfile.cjs', config],
    ...changes.map(({ up, down }, number) => {
      const text = `exports.up = (knex) => knex.raw(${JSON.stringify(up)})\nexports.down = (knex) => knex.raw(${JSON.stringify(down)})\n`
      return [`migrations/${stampOf(number)}_small.cjs`, text] as const
    }),
  ],
  upgrade: ['migrate:latest', '--knexfile', 'knexfile.cjs'],
  historyTable: 'knex_migrations',
}
