import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { createScratchProject } from '../../../test/support/scratch-project.ts'
import { openProject } from '../../public/index.ts'

test('strings in double quotes, as other programs make them, are strings', async () => {
  using scratch = createScratchProject()
  const url = `sqlite:///${scratch.path('others.db')}`
  const database = new DatabaseSync(scratch.path('others.db'), { enableDoubleQuotedStringLiterals: true })
  database.exec(`CREATE TABLE t (a TEXT COLLATE "nocase" CHECK (t."a" <> "it's" OR "A" = 'x'), data TEXT,
    kind TEXT GENERATED ALWAYS AS (json_extract(data, "$.kind")) STORED);
    CREATE INDEX part ON t (coalesce(kind, "none")) WHERE "a" <> "" AND "rowid" > 1`)
  database.close()
  const config = { models: './models/*.ts' }
  const others = await openProject({ cwd: scratch.folder, url, config })
  await others.pull()
  expect((await others.diff()).operations).toEqual([])
  await others.close()
  const own = await openProject({ cwd: scratch.folder, url: scratch.sqliteUrl, config })
  await own.createAll()
  await own.close()
  const built = new DatabaseSync(scratch.path('test.db'))
  built.exec(`INSERT INTO t (a, data) VALUES ('A', '{"kind": 1}')`)
  expect(() => built.exec(`INSERT INTO t (a) VALUES ('it''s')`)).toThrow(/CHECK/)
  expect({ ...built.prepare('SELECT kind FROM t').get() }).toEqual({ kind: '1' })
  built.close()
})
