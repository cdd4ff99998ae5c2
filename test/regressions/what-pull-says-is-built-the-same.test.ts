import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { openProject } from '../../src/public/index.ts'
import { createScratchProject } from '../support/scratch-project.ts'

const tables = `
  CREATE TABLE words (id TEXT PRIMARY KEY, number TEXT DEFAULT 5);
  CREATE TABLE pairs (a BIGINT, b BIGINT NOT NULL, at TIMESTAMP DEFAULT '2000-01-01 00:00:00.000000000+00:00', PRIMARY KEY (a, b));
  CREATE TABLE strict (id TEXT PRIMARY KEY, flag INT DEFAULT TRUE) STRICT;
  CREATE TABLE numbers (id INTEGER NOT NULL PRIMARY KEY);`

function columnsOf(file: string) {
  using database = new DatabaseSync(file)
  const sql = `SELECT t.name, c.name, c.type, c."notnull", c.dflt_value, c.pk FROM pragma_table_list t, pragma_table_xinfo(t.name) c
    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name NOT LIKE 'limbeck%' ORDER BY t.name, c.cid`
  return database.prepare(sql).all()
}

test('keys that take NULL and defaults of another type are built from pulled models as they were', async () => {
  using project = createScratchProject()
  const on = async (name: string, work: (job: Awaited<ReturnType<typeof openProject>>) => Promise<unknown>) => {
    const url = `sqlite:///${project.path(name)}`
    const job = await openProject({ cwd: project.folder, url, config: { models: './models/*.ts' } })
    try {
      await work(job)
    } finally {
      await job.close()
    }
  }
  using original = new DatabaseSync(project.path('original.db'))
  original.exec(tables)
  await on('original.db', (job) => job.pull())
  await on('built.db', (job) => job.createAll())
  expect(columnsOf(project.path('built.db'))).toEqual(columnsOf(project.path('original.db')))
})
