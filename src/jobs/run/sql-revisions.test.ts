import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type TestDatabase, databaseKinds } from '../../../test/support/databases.ts'
import { type ScratchProject, createScratchProject } from '../../../test/support/scratch-project.ts'
import { isLimbeckError } from '../../errors/index.ts'
import { openProject } from '../index.ts'
import type { Project } from '../project.ts'

const users = `-- Add users
--
-- Revision: a1
-- Revises:  base
-- Created:  2026-01-01T10:00:00Z

-- limbeck: upgrade
CREATE TABLE users (id integer PRIMARY KEY, name text);
CREATE TABLE log (line text);

-- limbeck: upgrade postgresql
CREATE FUNCTION note() RETURNS trigger AS $$
BEGIN
  INSERT INTO log VALUES (new.name); -- with ; in it
  RETURN new;
END
$$ LANGUAGE plpgsql;
CREATE TRIGGER noted AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION note();

-- limbeck: upgrade sqlite
CREATE TRIGGER noted AFTER INSERT ON users BEGIN
  INSERT INTO log VALUES (CASE WHEN new.name = ';' THEN 'semicolon' ELSE new.name END);
END;

-- limbeck: downgrade
DROP TABLE users;
DROP TABLE log;
-- limbeck: downgrade postgres
DROP FUNCTION note;
`
const rows = `-- Add rows
-- Revision: b1
-- Revises: a1
-- Created: 2026-01-01T10:01:00Z
-- Transaction: none

-- migrate:up
INSERT INTO users VALUES (1, 'what? why??');

INSERT INTO users
  VALUES (2, 'two', 'three');
-- limbeck: irreversible
`

describe.each(databaseKinds)('.sql revisions on $kind', ({ kind, create }) => {
  let files: ScratchProject
  let database: TestDatabase
  beforeEach(async () => {
    files = createScratchProject({ 'migrations/1.sql': users, 'migrations/helper.sql': 'SELECT 1;' })
    database = await create()
  })
  afterEach(async () => {
    files[Symbol.dispose]()
    await database[Symbol.asyncDispose]()
  })
  const open = (): Promise<Project> => openProject({ cwd: files.folder, url: database.url })

  test('they run, fail with their line, are resumed behind what is done, and cannot be taken back', async () => {
    files.write('migrations/2.sql', rows)
    const project = await open()
    let message = ''
    try {
      await project.upgrade('head')
    } catch (error) {
      if (!isLimbeckError(error)) throw error
      ;({ message } = error)
    }
    // SQLite names no place in this statement, so that its beginning has to do.
    expect(message).toMatch(/file {7}.*2\.sql:1[01]\n {2}operation {2}2: Execute INSERT INTO users VALUES \(2/)
    files.write('migrations/2.sql', rows.replace(", 'three'", ''))
    await project.upgrade('head')
    expect(await database.query('SELECT line FROM log ORDER BY line')).toEqual([
      { line: 'two' },
      { line: 'what? why??' },
    ])
    expect((await project.current()).editedAfterApplied).toEqual([])
    await expect(project.downgrade('-1')).rejects.toThrow(
      'Revision b1 cannot be downgraded: its author says that there is no way back',
    )
  })

  test('they go down again, and an edit of an applied one is told', async () => {
    const project = await open()
    await project.upgrade('head')
    files.write('migrations/1.sql', users.replace('Add users', 'Add all users').replaceAll('\n', '\r\n'))
    expect((await project.current()).editedAfterApplied).toEqual([])
    files.write('migrations/1.sql', users.replace('name text', 'name varchar'))
    expect((await project.current()).editedAfterApplied).toEqual(['a1'])
    files.write('migrations/1.sql', users)
    await project.downgrade('base')
    await project.upgrade('head')
  })

  test('a script of them does what they do', async () => {
    const texts: string[] = []
    const project = await open()
    await project.upgrade('head', { onSql: (text) => texts.push(text) })
    await database.script(texts.join(''))
    expect((await project.current()).atHeads).toBe(true)
    await database.script(`INSERT INTO users VALUES (1, 'one')`)
    expect(await database.query('SELECT line FROM log')).toEqual([{ line: 'one' }])
    expect((await project.current()).editedAfterApplied).toEqual([])
  })

  test('they stand in the graph, and review takes them as hand-written SQL', async () => {
    files.write('migrations/2.sql', rows)
    files.revision(
      'c1',
      'b1',
      'export async function upgrade(op: Operations) {}\nexport async function downgrade(op: Operations) {}',
    )
    const project = await open()
    expect((await project.history()).revisions.map(({ id, message }) => `${id} ${message}`)).toEqual([
      'c1 Revision c1',
      'b1 Add rows',
      'a1 Add users',
    ])
    expect((await project.find('b1')).file).toBe(files.path('migrations/2.sql'))
    const { findings } = await project.review()
    expect(findings.filter(({ rule }) => rule === 'not-reviewable')).toEqual([])
  })

  test('a database without a section is refused before anything runs', async () => {
    const other = kind === 'sqlite' ? 'postgresql' : 'sqlite'
    files.write('migrations/2.sql', rows.replace('-- migrate:up', `-- limbeck: upgrade ${other}`))
    const project = await open()
    await expect(project.upgrade('head')).rejects.toThrow(`Revision b1 has no statements for ${kind}`)
    expect((await project.current()).revisions).toEqual([])
    await expect(project.review()).resolves.toBeDefined()
  })

  test('autogenerate writes them, and what it wrote works', async () => {
    const project = await open()
    await project.upgrade('head')
    await database.script(kind === 'sqlite' ? 'DROP TRIGGER noted' : 'DROP TRIGGER noted ON users; DROP FUNCTION note')
    files.write(
      'models/all.ts',
      `import { index, integer, string, table, text } from 'limbeck/model'
export const log = table('log', { line: text() })
export const users = table('users', { id: integer().primaryKey(), name: text(), mail: string(50).notNull().default('?') },
  (t) => [index('ix_users_name').on(t.name)])`,
    )
    const { revision } = await project.revision({ message: 'Mail; and: index', autogenerate: true, format: 'sql' })
    expect(revision?.message).toBe('Mail; and: index')
    const text = readFileSync(revision?.file ?? '', 'utf8')
    expect(text).toContain(`-- limbeck: upgrade ${kind}\nALTER TABLE`)
    await project.upgrade('head')
    expect((await project.check()).operations).toEqual([])
    await project.downgrade('-1')
    await project.upgrade('head')
  })

  test('an empty one is there to be filled in, and runs as it is', async () => {
    files.write('limbeck.config.json', JSON.stringify({ models: './models/*.ts', revisionFormat: 'sql' }))
    const project = await open()
    const { revision } = await project.revision({ message: 'Revises: nothing\nlimbeck: upgrade', branchLabel: 'main' })
    expect(revision).toMatchObject({ downRevisions: ['a1'], branchLabels: ['main'] })
    expect(readdirSync(files.path('migrations')).filter((name) => name.endsWith('.sql')).length).toBe(3)
    await project.upgrade('head')
    await project.downgrade('base')
  })

  test('one that has become empty is said to be, and doctor finds one without its header', async () => {
    files.write(
      'migrations/2.sql',
      '-- Add rows\n-- Revision: b1\n-- Revises: a1\n\n-- limbeck: upgrade\n-- limbeck: downgrade\n',
    )
    files.write(
      'migrations/3.sql',
      `-- Revision: c1\n-- Revises: b1\n\n-- limbeck: upgrade sqlite\nSELECT 1;\n-- limbeck: upgrade postgresql\n`,
    )
    files.write('migrations/4_lost.sql', '')
    const warnings: string[] = []
    const project = await openProject({
      cwd: files.folder,
      url: database.url,
      onEvent: (event) => {
        if (event.kind === 'warning') warnings.push(event.message)
      },
    })
    await project.upgrade('head')
    expect(warnings).toEqual(["Revision 'b1' has no statements for its upgrade: only the version table moves."])
    expect((await project.doctor()).checks).toContainEqual({
      name: 'other files',
      status: 'warning',
      message: `named like revisions, and none: ${path.join('migrations', '4_lost.sql')}`,
      hints: [expect.stringContaining('neither a header nor marks')],
    })
  })
})
