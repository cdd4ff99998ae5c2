import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestDatabase } from '../support/databases.ts'
import { type ExampleProject, copyExample } from '../support/example-project.ts'
import { scriptRunners } from '../support/script-runners.ts'
import { insertsOf, studioRows } from './studio-rows.ts'
import { readState, rowDifferences } from './studio-state.ts'

let example: ExampleProject
beforeAll(() => {
  example = copyExample()
})
afterAll(() => example[Symbol.dispose]())

/** Behind this revision the first five tables are there. */
const executions = '95f64efc895f'

async function seed(database: TestDatabase): Promise<void> {
  const rows = studioRows()
  for (const table of ['users', 'crews', 'agents', 'tasks', 'executions'] as const) {
    for (const statement of insertsOf(table, rows[table])) await database.query(statement)
  }
}

describe.each(scriptRunners)('CrewAI Studio as scripts through $program', { timeout: 240_000 }, ({ create, run }) => {
  test('up with thousands of rows, down to base: what the runs make, the scripts make', async () => {
    await using online = await create()
    await using offline = await create()
    const project = await example.open({ url: online.url })
    const script = async (direction: 'upgrade' | 'downgrade', range: string) => {
      const parts: string[] = []
      await project[direction](range, { onSql: (text) => parts.push(text) })
      run(offline.url, parts.join(''))
    }
    const expectSame = async () => {
      const [ran, scripted] = [await readState(online), await readState(offline)]
      expect(scripted.schema).toBe(ran.schema)
      expect(rowDifferences(ran, scripted, () => false)).toEqual([])
      const rows = 'SELECT version_num FROM limbeck_version ORDER BY 1'
      expect(await offline.query(rows)).toEqual(await online.query(rows))
    }
    await project.upgrade(executions)
    await script('upgrade', executions)
    await seed(online)
    await seed(offline)
    await project.upgrade('head')
    await script('upgrade', `${executions}:head`)
    await expectSame()
    await project.downgrade(executions)
    await script('downgrade', `head:${executions}`)
    await expectSame()
    await project.downgrade('base')
    await script('downgrade', `${executions}:base`)
    await expectSame()
  })
})
