import { writeFileSync } from 'node:fs'
import { revisionFile } from '../projects/revision-file.ts'
import type { Sizes } from '../sizes.ts'
import { type Workload, demand } from '../workload.ts'

const limit = 'COPY through `psql`'

const table =
  'CREATE TABLE place (id INTEGER PRIMARY KEY, code TEXT NOT NULL, name TEXT, size INTEGER NOT NULL, note TEXT)'

/** Rows from a file of the project or from code go into a table. */
export function bulkInsert({ insertedRows }: Sizes): readonly Workload[] {
  return insertedRows.map((rows) => ({
    id: `bulk-insert/postgres-${rows}`,
    title: `bulkInsert ${rows.toLocaleString('en')} rows, PostgreSQL`,
    limit,
    ...(rows === 200_000 ? { target: { ratio: 1.5 } } : {}),
    runs: 5,
    growth: { curve: 'bulkInsert, PostgreSQL', size: rows, unit: 'row' },
    prepare: async (stage) => {
      const { postgres } = stage
      const project = await stage.project(`bulk-insert-${rows}`, () => [insertingRevision(rows)])
      await postgres.create('inserting')
      const before = async () => {
        await postgres.create('inserting')
        await postgres.execute('inserting', table)
      }
      const check = async () => {
        const found = await postgres.query(
          'inserting',
          'SELECT count(*) AS places, sum(size) AS size, min(code) AS code, count(note) AS notes FROM place',
        )
        demand('Rows', JSON.stringify(Object.values(found[0] ?? {})), JSON.stringify(expectedOf(rows)))
      }
      const lines = stage.path(`place-${rows}.tsv`)
      writeFileSync(lines, Array.from({ length: rows }, (_, id) => copyLine(id)).join(''))
      const script = stage.path(`place-${rows}.sql`)
      writeFileSync(script, `\\copy place from '${lines}'\n`)
      const url = postgres.url('inserting')
      return [
        { name: 'limbeck', command: stage.limbeck(project, url, 'upgrade', 'head', '--quiet'), before, check },
        { name: limit, command: postgres.script('inserting', script), before, check },
      ]
    },
  }))
}

/** The rows as text of COPY, the same as those of the revision. */
function copyLine(id: number): string {
  const note = id % 3 === 0 ? '\\N' : `It is place number ${id}`
  return `${id}\tP-${id % 1000}\tPlace ${id}\t${(id * 7919) % 1000}\t${note}\n`
}

function expectedOf(rows: number): readonly string[] {
  const numbers = Array.from({ length: rows }, (_, id) => id)
  const size = numbers.reduce((sum, id) => sum + ((id * 7919) % 1000), 0)
  return [String(rows), String(size), 'P-0', String(numbers.filter((id) => id % 3 !== 0).length)]
}

function insertingRevision(rows: number): readonly [path: string, text: string] {
  return revisionFile({
    number: 0,
    message: 'Many places',
    downRevisions: [],
    imports: [],
    preamble: `
const rows = Array.from({ length: ${rows} }, (_, id) => ({
  id,
  code: \`P-\${id % 1000}\`,
  name: \`Place \${id}\`,
  size: (id * 7919) % 1000,
  note: id % 3 === 0 ? null : \`It is place number \${id}\`,
}))
`,
    upgrade: ["await op.bulkInsert('place', rows)"],
    downgrade: ["await op.execute('DELETE FROM place')"],
  })
}
