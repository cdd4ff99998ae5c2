import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const packageRoot = resolve(import.meta.dirname, '..')

/**
 * Writes a project of many tables into a folder: 10 columns, 2 indexes and 1 foreign key each, the same on every run.
 * The built package is linked into its node_modules.
 */
export function writeWideProject(folder: string, tables: number): void {
  mkdirSync(join(folder, 'models'), { recursive: true })
  mkdirSync(join(folder, 'node_modules'), { recursive: true })
  symlinkSync(packageRoot, join(folder, 'node_modules/limbeck'), 'dir')
  symlinkSync(join(packageRoot, 'node_modules/pg'), join(folder, 'node_modules/pg'), 'dir')
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n')
  writeFileSync(
    join(folder, 'limbeck.config.ts'),
    "import { defineConfig } from 'limbeck'\n\nexport default defineConfig({ models: './models/*.ts', migrations: './migrations' })\n",
  )
  writeFileSync(join(folder, 'models/all.ts'), wideModels(tables))
}

function wideModels(tables: number): string {
  const head =
    "import { boolean, decimal, index, integer, string, table, text, timestamp, uuid } from 'limbeck/model'\n"
  const bodies = Array.from({ length: tables }, (_, number) => {
    const name = `table_${String(number).padStart(5, '0')}`
    const parent = `table_${String(Math.floor(number / 2)).padStart(5, '0')}`
    return `
export const ${name} = table('${name}', {
  id: uuid().primaryKey(),
  parent_id: uuid().references('${parent}.id', { onDelete: 'cascade' }),
  name: string(255).notNull(),
  title: string(100).notNull().default('untitled'),
  body: text(),
  amount: decimal(12, 2).notNull().default(0),
  position: integer().notNull().default(0),
  is_active: boolean().notNull().default(true),
  created_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  updated_at: timestamp({ withTimezone: true }),
}, (t) => [index('ix_${name}_parent_id').on(t.parent_id), index('ix_${name}_name').on(t.name, t.position)])
`
  })
  return head + bodies.join('')
}
