import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type TestDatabase, databaseKinds } from '../../../test/support/databases.ts'
import { eachTestHas } from '../../../test/support/each-test.ts'
import type { ScratchProject } from '../../../test/support/scratch-project.ts'
import type { LimbeckEvent } from '../../runtime/index.ts'
import { openProject } from '../open-project.ts'

const models = (
  columns: string,
) => `import { check, enumType, foreignKey, index, integer, decimal, sql, string, table, text, timestamp, unique, uuid, view } from 'limbeck/model'

export const status = enumType('crew_status', ['draft', 'active'])
export const owners = table('owners', {
  id: integer().autoincrement().primaryKey(),
  email: string(255).notNull().unique(),
})
export const crews = table('crews', {
  id: uuid().primaryKey().defaultUuid(),
  owner_id: integer().notNull().references(() => owners.id, { onDelete: 'cascade' }),
  status: status().notNull().default('draft'),
  price: decimal(10, 2).default('0.5'),
  made_at: timestamp().notNull().defaultNow(),
  ${columns}
}, (t) => [
  index('ix_crews_lower').on(sql\`lower(name)\`),
  index('ix_crews_part').on(t.owner_id).where(sql\`price > 1 AND status <> 'active'\`),
  check('ck_crews_price', sql\`price >= 0 AND name <> ''\`),
])
export const named = view('named_crews').as(sql\`SELECT id, name FROM crews WHERE name LIKE 'a%'\`)
`
const first = models('name: string(50).notNull(),\n  note: text(),')
const second = models(
  "name: string(80).notNull(),\n  remark: text().renamedFrom('note'),\n  size: integer().notNull().default(3),",
)

describe.each(databaseKinds)('autogenerate from the revisions on $kind', { timeout: 60_000 }, ({ kind, create }) => {
  let project: ScratchProject
  let database: TestDatabase
  let events: LimbeckEvent[]
  let version = 0
  /** Nobody listens on port 1. */
  const deadUrl = kind === 'sqlite' ? 'sqlite:///./no/such/folder/test.db' : 'postgresql://nobody@127.0.0.1:1/nowhere'

  eachTestHas(create, (own) => {
    ;({ project, database } = own)
    events = []
  })

  function writeModels(text: string): void {
    // Node keeps a module that it has loaded, so each version is a file of its own.
    version += 1
    project.write('limbeck.config.json', JSON.stringify({ models: `./models/v${version}.ts` }))
    project.write(`models/v${version}.ts`, text)
  }
  const open = (url: string) => openProject({ cwd: project.folder, url, onEvent: (event) => void events.push(event) })
  const generate = async (message: string) =>
    (await open(deadUrl)).revision({ message, autogenerate: true, from: 'revisions' })
  const warnings = () => events.flatMap((event) => (event.kind === 'warning' ? [event.message] : []))

  test('each revision is what a database at the head would have given', async () => {
    writeModels(first)
    expect((await generate('First')).operations.length).toBeGreaterThan(0)
    expect(await generate('Nothing')).toMatchObject({ revision: null, operations: [] })
    writeModels(second)
    const { revision, operations } = await generate('Second')
    expect(operations.map(({ describe: text }) => text).join('\n')).not.toContain('owners')
    expect(readFileSync(revision?.file ?? '', 'utf8')).toContain("'note', 'remark'")
    expect(await generate('Nothing more')).toMatchObject({ revision: null, operations: [] })
    expect(warnings()).toEqual([])
    const real = await open(database.url)
    await real.upgrade('head')
    expect(await real.check()).toMatchObject({ operations: [], unmodelled: [] })
    expect(await real.revision({ message: 'Nothing', autogenerate: true })).toMatchObject({ revision: null })
    await real.downgrade('base')
  })

  test('files whose statements nobody can read are named', async () => {
    writeModels(first)
    await generate('First')
    project.revision(
      'aaaa1',
      (await (await open(deadUrl)).heads()).revisions[0]?.id ?? null,
      `export async function upgrade(op: Operations) {
  await op.execute("UPDATE crews SET name = 'a'")
}
export async function downgrade() {}`,
    )
    await generate('Nothing')
    expect(warnings()).toEqual([])
    project.revision(
      'bbbb2',
      'aaaa1',
      `export async function upgrade(op: Operations) {
  await op.execute('CREATE TABLE others (id integer)')
}
export async function downgrade() {}`,
    )
    await generate('Nothing')
    expect(warnings()).toEqual([expect.stringMatching(/not known without a database: migrations.bbbb2\.ts\.$/)])
  })
})
