import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type TestDatabase, databaseKinds } from '../../../test/support/databases.ts'
import { type ScratchProject, createScratchProject } from '../../../test/support/scratch-project.ts'
import type { LimbeckEvent } from '../../runtime/index.ts'
import { openProject } from '../open-project.ts'
import type { OpenOptions } from '../project.ts'

const crews = `import { decimal, index, integer, string, table } from 'limbeck/model'

export const crews = table('crews', {
  id: integer().primaryKey(),
  name: string(50).notNull(),
  budget: decimal(12, 2),
}, (t) => [index('ix_crews_name').on(t.name)])
`

/** A view as an operation of the project's own. */
const views = `import { defineComparator, defineOperation } from 'limbeck'

export const createView = defineOperation({
  name: 'createView',
  module: import.meta.url,
  emit: (view: { name: string; query: string }, sql) => \`CREATE VIEW \${sql.quote(view.name)} AS \${view.query}\`,
  reverse: (view) => dropView.with(view),
  describe: ({ name }) => \`Create view \${name}\`,
})
export const dropView = defineOperation({
  name: 'dropView',
  module: import.meta.url,
  emit: {
    postgresql: (view: { name: string; query: string }, sql) => \`DROP VIEW \${sql.quote(view.name)}\`,
    default: (view: { name: string; query: string }, sql) => [{ sql: \`DROP VIEW \${sql.quote(view.name)}\` }],
  },
  reverse: (view) => createView.with(view),
})

const wantedViews = [{ name: 'crew_names', query: 'SELECT name FROM crews' }]

export const viewComparator = defineComparator({
  name: 'views',
  compare: async ({ connection, dialect }) => {
    const rows = await connection.query<{ name: string }>(
      dialect === 'sqlite'
        ? "SELECT name FROM sqlite_master WHERE type = ?"
        : "SELECT viewname AS name FROM pg_views WHERE schemaname = 'public' AND 'view' = ?",
      ['view'],
    )
    const found = new Set(rows.map((row) => row.name))
    return wantedViews.filter((view) => !found.has(view.name)).map((view) => createView.with(view))
  },
})
`

describe.each(databaseKinds)(
  'what a project says about new revisions, on $kind',
  { timeout: 60_000 },
  ({ create, kind }) => {
    let project: ScratchProject
    let database: TestDatabase
    let events: LimbeckEvent[]

    beforeEach(async () => {
      project = createScratchProject({ 'models/crews.ts': crews })
      rmSync(project.path('limbeck.config.json'))
      database = await create()
      events = []
    })
    afterEach(async () => {
      project[Symbol.dispose]()
      await database[Symbol.asyncDispose]()
    })

    const configure = (keys: string, more = '') =>
      project.write(
        'limbeck.config.ts',
        `import { defineConfig, defineOperation, rewriter } from 'limbeck'\n${more}\nexport default defineConfig({ models: './models/*.ts', ${keys} })\n`,
      )
    const open = (options: OpenOptions = {}) =>
      openProject({ cwd: project.folder, url: database.url, onEvent: (event) => events.push(event), ...options })
    const generate = async (message = 'Add crews') => (await open()).revision({ message, autogenerate: true })
    const warnings = () => events.flatMap((event) => (event.kind === 'warning' ? [event.message] : []))
    const files = () => (existsSync(project.path('migrations')) ? readdirSync(project.path('migrations')) : [])
    const textOf = (file = '') => readFileSync(file, 'utf8')

    test('a comparator finds what limbeck does not model, and its operations run both ways', async () => {
      project.write('db/views.ts', views)
      configure('comparators: [viewComparator]', "import { viewComparator } from './db/views.ts'")
      const { revision, operations } = await generate()
      expect(operations.map(({ describe: line }) => line)).toEqual(['Create table crews', 'Create view crew_names'])
      const text = textOf(revision?.file)
      expect(text).toContain("import { createView, dropView } from '../db/views.ts'")
      expect(text).toContain("await op.run(createView, { name: 'crew_names', query: 'SELECT name FROM crews' })")
      expect(text.indexOf('op.run(dropView')).toBeLessThan(text.indexOf("op.dropTable('crews')"))
      const opened = await open()
      const sql: string[] = []
      await opened.upgrade('head', { onSql: (part) => sql.push(part) })
      expect(sql.join('')).toContain('CREATE VIEW "crew_names" AS SELECT name FROM crews')
      await opened.upgrade('head')
      await database.script("INSERT INTO crews (id, name) VALUES (1, 'ada')")
      expect(await database.query('SELECT * FROM crew_names')).toEqual([{ name: 'ada' }])
      expect((await opened.check()).operations).toEqual([])
      await opened.downgrade('base')
      await expect(database.query('SELECT * FROM crew_names')).rejects.toThrow(/crew_names/)
    })

    test('operations are called by name when the configuration lists them, and made of other operations', async () => {
      configure(
        'operations: [seed]',
        `const seed = defineOperation({
        name: 'seed',
        run: async (op, { names }: { names: string[] }) => {
          await op.createTable('crews', (t) => { t.column('name', string(50)) })
          op.bulkInsert('crews', names.map((name) => ({ name })))
        },
      })
      import { string } from 'limbeck'`,
      )
      project.revision(
        'aaaa',
        null,
        "export async function upgrade(op: Operations) { await op.run('seed', { names: ['ada', 'joan'] }) }",
      )
      const opened = await open()
      const sql: string[] = []
      await opened.upgrade('head', { onSql: (part) => sql.push(part) })
      expect(sql.join('')).toContain('ada')
      await opened.upgrade('head')
      expect(await database.query('SELECT name FROM crews ORDER BY name')).toEqual([{ name: 'ada' }, { name: 'joan' }])
      project.revision('bbbb', 'aaaa', "export async function upgrade(op: Operations) { await op.run('sede') }")
      await expect((await open()).upgrade('head')).rejects.toMatchObject({
        code: 'LB5004',
        message: expect.stringContaining("There is no operation 'sede'; did you mean 'seed'?"),
      })
    })

    test('processRevision edits, adds and vetoes; what is no longer proven is a warning', async () => {
      configure(`processRevision: (context, revision) => {
      if (context.command !== 'revision') return
      const own = [{ kind: 'execute', sql: "INSERT INTO crews (id, name) VALUES (7, 'first')", parameters: [] }]
      revision.message += ' and more'
      return [revision, { message: 'Seed crews', upgrade: own, downgrade: [] }]
    }`)
      const { revision, further } = await generate()
      expect(revision).toMatchObject({ message: 'Add crews and more' })
      expect(further).toMatchObject([{ message: 'Seed crews', downRevisions: [revision?.id], isHead: true }])
      expect(warnings()).toEqual([
        "Nobody can replay what processRevision put in: Execute INSERT INTO crews (id, name) VALUES (7, 'first'). It is taken on trust.",
      ])
      const opened = await open()
      await opened.upgrade('head')
      expect(await database.query('SELECT name FROM crews')).toEqual([{ name: 'first' }])
      project.write('veto.config.ts', 'export default { processRevision: () => null }')
      const veto = await openProject({ cwd: project.folder, config: 'veto.config.ts', url: database.url })
      expect(await veto.revision({ message: 'By hand' })).toMatchObject({ revision: null })
      expect(files()).toHaveLength(2)
    })

    test('an edit that does not lead to the models is told, with what would be left to do', async () => {
      configure(`processRevision: rewriter().on('createTable', (context, { definition, ...rest }) => [
      { ...rest, definition: { ...definition, indexes: [] } },
    ]).on('execute', () => null)`)
      await generate()
      expect(warnings()).toEqual([
        'The upgrade, as processRevision left it, does not make the database what the models say. What would be left to do: Create index ix_crews_name on crews.',
      ])
    })

    test('a rewriter works within alterTable, a second behind it, and in both directions', async () => {
      const first = `import { integer, table } from 'limbeck/model'\nexport const crews = table('crews', { id: integer().primaryKey() })\n`
      project.write('models/crews.ts', first)
      configure('')
      await generate()
      await (await open()).upgrade('head')
      rmSync(project.path('models/crews.ts'))
      project.write('models/crews2.ts', crews)
      const seen: string[] = []
      Reflect.set(globalThis, 'seenByRewriter', seen)
      // A configuration is read once per process and path.
      rmSync(project.path('limbeck.config.ts'))
      project.write(
        'other.config.ts',
        `import { defineConfig, rewriter } from 'limbeck'
declare const seenByRewriter: string[]
export default defineConfig({ models: './models/*.ts', processRevision: rewriter()
  .on('addColumn', (context, operation) => { seenByRewriter.push(context.direction + ' ' + operation.column.name) })
  .on('createIndex', (context, operation) => [{ kind: 'execute', sql: 'SELECT 1', parameters: [] }, operation])
  .chain(rewriter().on('execute', (context, operation) => ({ ...operation, sql: 'SELECT 2' })))
})`,
      )
      const opened = await openProject({ cwd: project.folder, config: 'other.config.ts', url: database.url })
      const { revision } = await opened.revision({ message: 'Add columns', autogenerate: true })
      expect(seen).toEqual(['upgrade name', 'upgrade budget'])
      expect(textOf(revision?.file)).toContain("await op.execute('SELECT 2')")
      await opened.upgrade('head')
      expect((await opened.check()).operations).toEqual([])
      await opened.downgrade('base')
    })

    test('merge and check ask processRevision, too', async () => {
      project.revision('aaaa', null, 'export async function upgrade() {}\nexport async function downgrade() {}')
      project.revision('bbbb', 'aaaa', 'export async function upgrade() {}\nexport async function downgrade() {}')
      project.revision('cccc', 'aaaa', 'export async function upgrade() {}\nexport async function downgrade() {}')
      configure(`processRevision: (context, revision) => {
      revision.message = context.command + ': ' + revision.message
      revision.upgrade = revision.upgrade.filter((operation) => context.command !== 'check')
    }`)
      const opened = await open()
      const { revision } = await opened.merge({ revisions: ['heads'], message: 'Join' })
      expect(revision).toMatchObject({ message: 'merge: Join', downRevisions: ['bbbb', 'cccc'] })
      await opened.upgrade('heads')
      expect((await opened.check()).operations).toEqual([])
    })

    test('renderItem writes types in the project’s own words, with their imports', async () => {
      project.write('db/types.ts', "import { decimal } from 'limbeck'\nexport const money = () => decimal(12, 2)\n")
      configure(`renderItem: (kind, item) =>
      kind === 'type' && item.kind === 'decimal' && item.scale === 2
        ? { source: 'money()', imports: { './db/types.ts': 'money' } }
        : undefined`)
      const { revision } = await generate()
      const text = textOf(revision?.file)
      expect(text).toContain("import { money } from '../db/types.ts'")
      expect(text).toContain("t.column('budget', money())")
      expect(text).toContain("import { type Operations, integer, string } from 'limbeck'")
      const opened = await open()
      await opened.upgrade('head')
      expect((await opened.check()).operations).toEqual([])
    })

    test('emit replaces the SQL of an operation that limbeck has', async () => {
      configure(`emit: {
      createTable: (operation, { statements, dialect }) => [...statements, \`CREATE TABLE made_on_\${dialect} (id INTEGER)\`],
    }`)
      await generate()
      await (await open()).upgrade('head')
      expect(await database.query(`SELECT * FROM made_on_${kind}`)).toEqual([])
    })

    test('post-write hooks run in order on every file; one that fails leaves the file', async () => {
      project.write(
        'scripts/note.mjs',
        `import { appendFileSync } from 'node:fs'\nappendFileSync(process.argv[3], '// ' + process.argv[2] + '\\n')\n`,
      )
      configure(
        `postWriteHooks: [
      { name: 'first', command: ['node', 'scripts/note.mjs', 'a b;c'] },
      (file) => appendFileSync(file, '// function\\n'),
      { command: ['node', '../scripts/note.mjs', 'last', '{file}'], cwd: './models' },
    ]`,
        "import { appendFileSync } from 'node:fs'",
      )
      const opened = await open()
      const { revision } = await opened.revision({ message: 'By hand' })
      expect(textOf(revision?.file)).toMatch(/\n\/\/ a b;c\n\/\/ function\n\/\/ last\n$/)
      project.write(
        'failing.config.ts',
        `export default { postWriteHooks: [{ command: ['node', '-e', 'console.error("no good"); process.exit(4)', '{file}'] }] }`,
      )
      const failing = await openProject({ cwd: project.folder, config: 'failing.config.ts', url: database.url })
      const failure = await failing.revision({ message: 'Kept' }).catch((error: unknown) => error)
      expect(failure).toMatchObject({ code: 'LB1009' })
      expect(String(failure)).toMatch(
        /'node' failed: it ended with exit status 4\. The file migrations.*_kept\.ts was written and stays\.\nno good/,
      )
      expect(files().filter((file) => file.endsWith('_kept.ts'))).toHaveLength(1)
      project.write('missing.config.ts', `export default { postWriteHooks: [{ command: ['no-such-program-here'] }] }`)
      const missing = await openProject({ cwd: project.folder, config: 'missing.config.ts', url: database.url })
      await expect(missing.revision({ message: 'Kept too' })).rejects.toThrow(
        /there is no program 'no-such-program-here'/,
      )
    })

    test('a template of the project’s own, which must keep what the revision is', async () => {
      project.write(
        'db/revision.tpl',
        '{{header}}\n// {{team}}: {{message}}\n{{imports}}\n{{constants}}\n{{upgrade}}\n{{downgrade}}\n',
      )
      configure("revisionTemplate: './db/revision.tpl', templateArguments: { team: 'Team {{message}} $&' }")
      const { revision } = await generate()
      expect(textOf(revision?.file)).toContain('\n// Team {{message}} $&: Add crews\n')
      const opened = await open()
      await opened.upgrade('head')
      expect((await opened.check()).operations).toEqual([])
      await opened.downgrade('base')
      project.write(
        'db/lossy.tpl',
        "export const revision = '{{revision}}'\nexport const downRevision = {{downRevision}}\n{{upgrade}}\n",
      )
      project.write('lossy.config.ts', "export default { revisionTemplate: './db/lossy.tpl' }")
      const lossy = await openProject({ cwd: project.folder, config: 'lossy.config.ts', url: database.url })
      await expect(lossy.revision({ message: 'Labels', branchLabel: 'billing', revisionId: 'ffff' })).rejects.toThrow(
        /^Version ffff specified branchLabels billing, however the migration file .*_ffff_labels\.ts does not have them; have you upgraded your revision template to include the 'branchLabels' section\?$/,
      )
      project.write(
        'wrong.config.ts',
        "export default { revisionTemplate: ({ header, upgrade, constants }) => [header, constants, upgrade, '{{x}}'].join('\\n') }",
      )
      const wrong = await openProject({ cwd: project.folder, config: 'wrong.config.ts', url: database.url })
      const made = await wrong.revision({ message: 'Function', branchLabel: 'billing' })
      expect(textOf(made.revision?.file)).toContain('{{x}}')
      expect(path.dirname(made.revision?.file ?? '')).toBe(project.path('migrations'))
    })

    test('a hook that throws or answers something else is an error that names it', async () => {
      configure("processRevision: () => 'yes', comparators: []")
      await expect((await open()).revision({ message: 'x' })).rejects.toMatchObject({
        code: 'LB5013',
        message:
          'processRevision answered a text; it may answer nothing, a revision, a list of revisions, or null for no file.',
      })
      project.write(
        'bad.config.ts',
        "export default { models: './models/*.ts', comparators: [{ name: 'mine', compare: () => { throw new TypeError('oops') } }] }",
      )
      const bad = await openProject({ cwd: project.folder, config: 'bad.config.ts', url: database.url })
      await expect(bad.revision({ message: 'x', autogenerate: true })).rejects.toThrow(
        "The comparator 'mine' of the configuration failed: oops",
      )
      expect(files()).toEqual([])
    })

    test('operations that do not exist, and hooks of the comparison that throw, are mistakes of the configuration', async () => {
      await (await open()).operations((op) => op.execute('CREATE TABLE crews (id int primary key)'))
      const failures: string[] = []
      for (const [index, text] of [
        "processRevision: (_, revision) => { revision.upgrade.push({ kind: 'createTabel' }) }",
        'emit: { createTabel: () => [] }',
        "compareType: () => { throw new Error('no') }",
        "compareDefault: () => { throw new Error('no') }",
        "includeObject: () => { throw new Error('no') }",
        "includeName: () => { throw new Error('no') }",
        'databases: {}',
      ].entries()) {
        const config = project.write(`wrong${index}.config.ts`, `export default { models: './models/*.ts', ${text} }`)
        const attempt = async () =>
          (await openProject({ cwd: project.folder, config, url: database.url })).revision({
            message: 'x',
            autogenerate: true,
          })
        await attempt().catch((error: unknown) =>
          failures.push(`${String(Object(error).code)} ${String(Object(error).message)}`),
        )
      }
      expect(failures).toEqual([
        "LB5013 processRevision left an operation of the kind 'createTabel', which does not exist.",
        'LB1003 "emit.createTabel" of the configuration is no kind of operation.',
        'LB5013 compareType of the configuration failed: no',
        'LB5013 compareDefault of the configuration failed: no',
        'LB5013 includeObject of the configuration failed: no',
        'LB5013 includeName of the configuration failed: no',
        'LB1003 "databases" of the configuration is empty.',
      ])
      expect(files()).toEqual([])
    })

    test('a veto over differences is told apart from no differences', async () => {
      configure('processRevision: () => null')
      const vetoed = await (await open()).revision({ message: 'x', autogenerate: true })
      expect([vetoed.revision, vetoed.operations.length]).toEqual([null, 1])
    })
  },
)
