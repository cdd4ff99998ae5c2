import { DatabaseSync } from 'node:sqlite'
import { revisionFile, revisionId } from '../projects/revision-file.ts'
import type { Stage } from '../stage.ts'

/** The table of many rows, as limbeck makes it and as everybody finds it. */
export const bigTable = `CREATE TABLE big (
  id INTEGER NOT NULL,
  code VARCHAR(20) NOT NULL,
  note TEXT,
  amount NUMERIC(12, 2) DEFAULT 0 NOT NULL,
  created VARCHAR(30) NOT NULL,
  CONSTRAINT pk_big PRIMARY KEY (id)
)`

/** Fills it with rows that are the same on every run, about 90 bytes each. */
const fill = `
INSERT INTO big (id, code, note, amount, created)
WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)
SELECT n, printf('C-%08d', n * 7919 % 1000003), 'A remark about number ' || n, n % 10000 / 100.0, '2026-01-01T00:00:00Z' FROM numbers`

/** A project whose second revision does `change` to the table. */
export async function bigTableProject(stage: Stage, name: string, change: readonly string[]): Promise<string> {
  return await stage.project(`big-${name}`, () => [
    revisionFile({
      number: 0,
      message: 'The table',
      downRevisions: [],
      imports: [],
      upgrade: [`await op.execute(\`${bigTable}\`)`, 'await op.execute(`CREATE INDEX ix_big_code ON big (code)`)'],
      downgrade: ["await op.dropTable('big')"],
    }),
    revisionFile({
      number: 1,
      message: 'The change',
      downRevisions: [revisionId(0)],
      imports: [],
      upgrade: change,
      downgrade: ["throw new Error('Nobody goes back.')"],
    }),
  ])
}

/** The name of a SQLite database with the table and its rows, at the first revision. */
export async function bigTableDatabase(stage: Stage): Promise<string> {
  const { rows } = stage.sizes
  const database = `big_${rows}`
  await stage.once(`SQLite ${database}`, true, async () => {
    const project = await bigTableProject(stage, 'nothing', [])
    await stage.sqlite.create(database)
    stage.run(stage.limbeck(project, stage.sqlite.url(database), 'upgrade', '+1'))
    const open = new DatabaseSync(stage.sqlite.url(database).slice('sqlite:///'.length))
    open.prepare(fill).run(rows)
    open.close()
  })
  return database
}
