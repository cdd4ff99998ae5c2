import { wideTableName } from '../projects/wide-models.ts'
import { type Peer, peerFile, stampOf } from './peer.ts'

const dataSource = `const { DataSource } = require('typeorm')
const { existsSync } = require('fs')

module.exports = new DataSource({
  type: 'postgres',
  url: process.env.DATABASE_URL,
  migrations: ['migrations/*.cjs'],
  entities: existsSync(__dirname + '/entities.cjs') ? require('./entities.cjs') : [],
})
`

export const typeorm: Peer = {
  name: 'typeorm',
  packages: ['typeorm@1.1.1', 'pg@8.23.1', 'reflect-metadata'],
  program: [process.execPath, peerFile('typeorm', 'typeorm/cli.js')],
  version: ['--version'],
  history: (changes) => [
    ['data-source.cjs', dataSource],
    ...changes.map(({ up, down }, number) => {
      const text = `exports.Small${stampOf(number)} = class Small${stampOf(number)} {
  up(runner) { return runner.query(${JSON.stringify(up)}) }
  down(runner) { return runner.query(${JSON.stringify(down)}) }
}
`
      return [`migrations/${stampOf(number)}-small.cjs`, text] as const
    }),
  ],
  upgrade: ['migration:run', '-d', 'data-source.cjs', '-t', 'each'],
  historyTable: 'migrations',
  autogenerate: {
    models: (tables) => [
      ['data-source.cjs', dataSource],
      ['entities.cjs', `const { EntitySchema } = require('typeorm')\nmodule.exports = [${entities(tables)}]\n`],
    ],
    create: ['schema:sync', '-d', 'data-source.cjs'],
    compare: ['migration:generate', '-d', 'data-source.cjs', '--check', 'what-changed'],
    says: /No changes in database schema were found/,
  },
}

function entities(tables: number): string {
  return Array.from({ length: tables }, (_, number) => {
    const name = wideTableName(number)
    return `new EntitySchema({
  name: '${name}',
  tableName: '${name}',
  columns: {
    id: { type: 'uuid', primary: true },
    parent_id: { type: 'uuid', nullable: true },
    name: { type: 'varchar', length: 255 },
    title: { type: 'varchar', length: 100, default: 'untitled' },
    body: { type: 'text', nullable: true },
    amount: { type: 'numeric', precision: 12, scale: 2, default: 0 },
    position: { type: 'integer', default: 0 },
    is_active: { type: 'boolean', default: true },
    created_at: { type: 'timestamptz', default: () => 'now()' },
    updated_at: { type: 'timestamptz', nullable: true },
  },
  foreignKeys: [{ target: '${wideTableName(Math.floor(number / 2))}', columnNames: ['parent_id'], referencedColumnNames: ['id'], onDelete: 'CASCADE' }],
  indices: [
    { name: 'ix_${name}_parent_id', columns: ['parent_id'] },
    { name: 'ix_${name}_name', columns: ['name', 'position'] },
  ],
})`
  }).join(',\n')
}
