import { type Peer, peerFile, stampOf } from './peer.ts'

/** The Go program itself, without the Node that npm puts in front of it. */
const binary = peerFile('dbmate', `@dbmate/${process.platform}-${process.arch}/bin/dbmate`)

export const dbmate: Peer = {
  name: 'dbmate',
  packages: ['dbmate@2.36.0'],
  program: [binary],
  version: ['--version'],
  history: (changes) =>
    changes.map(({ up, down }, number) => [
      `db/migrations/${stampOf(number)}_small.sql`,
      `-- migrate:up\n${up};\n\n-- migrate:down\n${down};\n`,
    ]),
  upgrade: ['--no-dump-schema', 'up'],
  historyTable: 'schema_migrations',
  urlEnd: '?sslmode=disable',
}
