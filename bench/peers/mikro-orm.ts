import { wideTableName } from '../projects/wide-models.ts'
import { type Peer, peerFile, stampOf } from './peer.ts'

const config = `import { defineConfig } from '@mikro-orm/postgresql'
import { Migrator } from '@mikro-orm/migrations'
import { existsSync } from 'node:fs'

const entities = existsSync(new URL('entities.js', import.meta.url)) ? (await import('./entities.js')).entities : []
const { pathname, origin } = new URL(process.env.DATABASE_URL.replace('postgresql:', 'http:'))

export default defineConfig({
  clientUrl: process.env.DATABASE_URL,
  dbName: pathname.slice(1),
  entities,
  extensions: [Migrator],
  discovery: { warnWhenNoEntities: false },
  migrations: { path: './migrations', glob: '!(*.d).js', snapshot: false, allOrNothing: false },
})
`

/** Its command line wants to stand among the dependencies. */
const packageFile = JSON.stringify({
  type: 'module',
  dependencies: { '@mikro-orm/cli': '*' },
  'mikro-orm': { configPaths: ['./mikro-orm.config.js'] },
})

const packages = ['cli', 'core', 'migrations', 'postgresql'].map((name) => `@mikro-orm/${name}@7.2.1`)

export const mikroOrm: Peer = {
  name: 'mikro-orm',
  packages,
  program: [process.execPath, peerFile('mikro-orm', '@mikro-orm/cli/cli.js')],
  version: ['--version'],
  history: (changes) => [
    ['package.json', packageFile],
    ['mikro-orm.config.js', config],
    ...changes.map(({ up, down }, number) => {
      const name = `Migration${stampOf(number)}`
      const text = `import { Migration } from '@mikro-orm/migrations'
export class ${name} extends Migration {
  up() { this.addSql(${JSON.stringify(up)}) }
  down() { this.addSql(${JSON.stringify(down)}) }
}
`
      return [`migrations/${name}.js`, text] as const
    }),
  ],
  upgrade: ['migration:up'],
  historyTable: 'mikro_orm_migrations',
  autogenerate: {
    models: (tables) => [
      ['package.json', packageFile],
      ['mikro-orm.config.js', config],
      [
        'entities.js',
        `import { EntitySchema } from '@mikro-orm/core'\nexport const entities = [${entities(tables)}].map((each) => new EntitySchema(each))\n`,
      ],
    ],
    create: ['schema:create', '--run'],
    compare: ['migration:create'],
    says: /No changes required/,
  },
}

function entities(tables: number): string {
  return Array.from({ length: tables }, (_, number) => {
    const name = wideTableName(number)
    return `{
  name: '${name}',
  tableName: '${name}',
  properties: {
    id: { type: 'uuid', primary: true },
    parent: { kind: 'm:1', entity: () => entities[${Math.floor(number / 2)}], fieldName: 'parent_id', nullable: true, deleteRule: 'cascade' },
    name: { type: 'string', length: 255 },
    title: { type: 'string', length: 100, default: 'untitled' },
    body: { type: 'text', nullable: true },
    amount: { type: 'decimal', precision: 12, scale: 2, default: 0 },
    position: { type: 'integer', default: 0 },
    is_active: { type: 'boolean', fieldName: 'is_active', default: true },
    created_at: { type: 'datetime', fieldName: 'created_at', length: 6, defaultRaw: 'now()' },
    updated_at: { type: 'datetime', fieldName: 'updated_at', length: 6, nullable: true },
  },
  indexes: [{ name: 'ix_${name}_name', properties: ['name', 'position'] }],
}`
  }).join(',\n')
}
