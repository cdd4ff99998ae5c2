import { wideTableName } from '../projects/wide-models.ts'
import { type Peer, peerFile, stampOf } from './peer.ts'

const config = `import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'postgresql',
  schema: './schema.ts',
  out: './drizzle',
  dbCredentials: { url: process.env.DATABASE_URL ?? '' },
})
`

export const drizzle: Peer = {
  name: 'drizzle-kit',
  packages: ['drizzle-kit@0.31.11', 'drizzle-orm@0.45.4', 'pg@8.23.1'],
  program: [process.execPath, peerFile('drizzle-kit', 'drizzle-kit/bin.cjs')],
  version: ['--version'],
  history: (changes) => {
    const entries = changes.map((_, idx) => ({
      idx,
      version: '7',
      when: stampOf(idx),
      tag: `${String(idx).padStart(5, '0')}_small`,
      breakpoints: true,
    }))
    return [
      ['drizzle.config.ts', config],
      ['schema.ts', 'export {}\n'],
      ['drizzle/meta/_journal.json', JSON.stringify({ version: '7', dialect: 'postgresql', entries })],
      ...entries.map(({ idx, tag }) => [`drizzle/${tag}.sql`, `${changes[idx]?.up ?? ''};\n`] as const),
    ]
  },
  upgrade: ['migrate'],
  historyTable: 'drizzle.__drizzle_migrations',
  autogenerate: {
    models: (tables) => [
      ['drizzle.config.ts', config],
      ['schema.ts', schema(tables)],
    ],
    create: ['push', '--force'],
    // `generate` compares with a file; only `push` looks at the database.
    compare: ['push', '--force'],
    says: /No changes detected/,
  },
}

function schema(tables: number): string {
  const head =
    "import { boolean, foreignKey, index, integer, numeric, pgTable, text, timestamp, uuid, varchar } from 'drizzle-orm/pg-core'\n"
  const bodies = Array.from({ length: tables }, (_, number) => {
    const name = wideTableName(number)
    return `
export const ${name} = pgTable('${name}', {
  id: uuid('id').primaryKey(),
  parent_id: uuid('parent_id'),
  name: varchar('name', { length: 255 }).notNull(),
  title: varchar('title', { length: 100 }).notNull().default('untitled'),
  body: text('body'),
  amount: numeric('amount', { precision: 12, scale: 2 }).notNull().default('0'),
  position: integer('position').notNull().default(0),
  is_active: boolean('is_active').notNull().default(true),
  created_at: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  updated_at: timestamp('updated_at', { withTimezone: true }),
}, (t): any => [
  foreignKey({ name: 'fk_${name}', columns: [t.parent_id], foreignColumns: [${wideTableName(Math.floor(number / 2))}.id] }).onDelete('cascade'),
  index('ix_${name}_parent_id').on(t.parent_id),
  index('ix_${name}_name').on(t.name, t.position),
])
`
  })
  return head + bodies.join('')
}
