import { describe, expect, test } from 'vitest'
import { type LimbeckConfig, openProject } from '../../public/index.ts'
import { createPostgresDatabase, databaseKinds } from '../../../test/support/databases.ts'
import { createScratchProject } from '../../../test/support/scratch-project.ts'

const files = {
  // In front of what it names, by its name.
  'schema/a_views.sql': `-- people who write
CREATE VIEW writers AS SELECT id, name FROM people WHERE name <> '';
`,
  'schema/b_tables.sql': `BEGIN;
CREATE TABLE people (id integer NOT NULL PRIMARY KEY, name text NOT NULL DEFAULT 'nobody', CONSTRAINT ck_people_name CHECK (length(name) > 0));
CREATE TABLE books (
  id integer NOT NULL PRIMARY KEY,
  author_id integer CONSTRAINT fk_books_author REFERENCES people (id)
);
CREATE INDEX ix_books_author ON books (author_id);
COMMIT;
`,
}

describe.each(databaseKinds)('SQL files as models on $kind', ({ kind, create }) => {
  async function inProject(
    texts: { readonly [name: string]: string },
    config: LimbeckConfig,
    work: (project: Awaited<ReturnType<typeof openProject>>, messages: string[]) => Promise<void>,
  ) {
    using scratch = createScratchProject(texts)
    await using database = await create()
    const messages: string[] = []
    const project = await openProject({
      cwd: scratch.folder,
      config: { models: { sqlFiles: ['./schema/*.sql'] }, url: database.url, ...config },
      onEvent: (event) => event.kind === 'warning' && messages.push(event.message),
    })
    try {
      await work(project, messages)
    } finally {
      await project.close()
    }
  }

  test('a revision makes what they make, in whatever order they stand', async () => {
    await inProject(files, {}, async (project, messages) => {
      const made = await project.revision({ message: 'all', autogenerate: true })
      expect(made.operations.map((one) => one.describe)).toEqual(
        expect.arrayContaining(['Create table people', 'Create table books', 'Create view writers']),
      )
      await project.upgrade('head')
      expect((await project.check()).operations).toEqual([])
      await project.downgrade('base')
      await project.upgrade('head')
      expect((await project.check()).operations).toEqual([])
      expect(messages).toEqual([])
    })
  })

  test('a view that is not in them is dropped', async () => {
    await inProject(files, {}, async (project) => {
      await project.operations(async (op) => {
        await op.execute('CREATE VIEW stray AS SELECT 1 AS one')
      })
      const { operations } = await project.diff()
      expect(operations.map((one) => one.describe)).toContain('Drop view stray')
    })
  })

  test('a statement that fails is shown with file, line and caret', async () => {
    const texts = {
      'schema/one.sql':
        '-- a comment\n\nCREATE TABLE one (id integer PRIMARY KEY);\n  CREATE TABLE two (id integer,, name text);\n',
    }
    await inProject(texts, {}, async (project) => {
      const message = await project.diff().then(
        () => '',
        (error: unknown) => String(error),
      )
      expect(message).toMatch(/schema\/one\.sql:4(?::32)?\n/)
      expect(message).toContain('CREATE TABLE two')
      // SQLite does not say where in the statement.
      if (kind === 'postgresql') expect(message).toMatch(/ \^/)
    })
  })

  test('what never comes is an error about the first that misses it', async () => {
    await inProject(
      { 'schema/one.sql': 'CREATE TRIGGER touch AFTER UPDATE ON nothing BEGIN SELECT 1; END;' },
      {},
      async (project) => {
        await expect(project.diff()).rejects.toMatchObject({
          code: 'LB3016',
          details: { file: 'schema/one.sql', line: 1 },
        })
      },
    )
  })

  test.each(['CREATE ROLE stray', 'ALTER SYSTEM SET work_mem = 1', "ATTACH 'x.db' AS x", 'GRANT a TO b'])(
    'what reaches beyond the scratch database is not run: %s',
    async (statement) => {
      await inProject({ 'schema/one.sql': `CREATE TABLE one (id integer);\n${statement};` }, {}, async (project) => {
        await expect(project.diff()).rejects.toMatchObject({ code: 'LB3016', details: { line: 2 } })
      })
    },
  )

  test('a pattern without files is an error', async () => {
    await inProject({}, {}, async (project) => {
      await expect(project.diff()).rejects.toMatchObject({ code: 'LB6015' })
    })
  })

  test('TypeScript models and SQL files together', async () => {
    const texts = {
      'models/people.ts': `import { table, integer, text, boolean } from 'limbeck/model'
export const people = table('people', { id: integer().primaryKey(), name: text().notNull().default('x'), active: boolean() })`,
      'schema/views.sql': 'CREATE VIEW active_people AS SELECT id, name FROM people WHERE active;',
    }
    const config = { models: ['./models/*.ts', { sqlFiles: ['./schema/*.sql'] }] }
    await inProject(texts, config, async (project) => {
      await project.revision({ message: 'all', autogenerate: true })
      await project.upgrade('head')
      expect((await project.check()).operations).toEqual([])
    })
  })

  test.runIf(kind === 'postgresql')('in a scratch database of the project’s own', async () => {
    await using scratch = await createPostgresDatabase()
    await inProject(files, { scratchUrl: scratch.url }, async (project) => {
      await project.revision({ message: 'all', autogenerate: true })
      await project.upgrade('head')
      expect((await project.check()).operations).toEqual([])
      const rows = await scratch.query(`SELECT relname FROM pg_class WHERE relname IN ('people', 'books')`)
      expect(rows).toEqual([])
      await scratch.script('CREATE TABLE keep (id integer)')
      await expect(project.check()).rejects.toMatchObject({ code: 'LB3017' })
      expect(await scratch.query('SELECT * FROM keep')).toEqual([])
    })
  })
})
