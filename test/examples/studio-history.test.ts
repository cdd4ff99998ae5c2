import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Project, RevisionInfo } from '../../src/jobs/index.ts'
import { type TestDatabase, databaseKinds } from '../support/databases.ts'
import { type ExampleProject, copyExample } from '../support/example-project.ts'
import { expectedAtHead } from './studio-expected.ts'
import { type StudioTable, insertsOf, rowCounts, studioId, studioRows } from './studio-rows.ts'
import { type StudioState, countRows, readState, rowDifferences } from './studio-state.ts'

vi.setConfig({ testTimeout: 120_000 })

let example: ExampleProject
beforeAll(() => {
  example = copyExample()
})
afterAll(() => example[Symbol.dispose]())

const executions = '95f64efc895f'
const workflows = '4d57c5ff220d'
const beforeFullName = 'e81f7bac5b6b'

/** Which tables get their rows behind which revision. */
const seeds: { readonly [revision: string]: readonly StudioTable[] } = {
  [executions]: ['users', 'crews', 'agents', 'tasks', 'executions'],
  [workflows]: ['workflows'],
}

/** What a revision changes for good, as its downgrade says: those values do not come back. */
const changedForGood: { readonly [revision: string]: readonly string[] } = {
  cc974b39c55c: ['crews.name'],
  f0784bf7fec0: ['agents.backstory', 'agents.temperature'],
  '179ca3b9f69e': ['tasks.position'],
}

async function seed(database: TestDatabase, revision: string): Promise<void> {
  const rows = studioRows()
  for (const table of seeds[revision] ?? []) {
    for (const statement of insertsOf(table, rows[table])) await database.query(statement)
  }
}

/** Revisions from the oldest to the newest. */
async function revisionsOf(project: Project): Promise<readonly RevisionInfo[]> {
  return (await project.history()).revisions.toReversed()
}

/** Takes back one revision that no applied one follows. */
async function stepBack(project: Project, { id, downRevisions }: RevisionInfo): Promise<void> {
  // Behind a merge both branches stay applied whichever of them is named.
  const [parent = 'base'] = downRevisions
  const { steps } = await project.downgrade(downRevisions.length > 1 ? parent : `${id}@-1`)
  expect(steps.map(({ revision }) => revision)).toEqual([id])
}

describe.concurrent.each(databaseKinds)('the history of CrewAI Studio on $kind', ({ create }) => {
  test('with thousands of rows: up, back and up again at each revision; down to base; up again', async () => {
    await using database = await create()
    const project = await example.open({ url: database.url })
    const revisions = await revisionsOf(project)
    expect(revisions.length).toBeGreaterThanOrEqual(8)
    const states = new Map<string, StudioState>()
    await project.ensureVersion()
    states.set('', await readState(database))

    const lost: string[] = []
    let previous = ''
    for (const revision of revisions) {
      const { id } = revision
      const start = states.get(previous)
      if (start === undefined) throw new Error(`no state before ${id}`)
      const { headsAfter } = await project.upgrade(id)
      const first = await readState(database)
      await stepBack(project, revision)
      const back = await readState(database)
      const changed = changedForGood[id] ?? []
      expect(back.schema, `schema after taking ${id} back`).toBe(start.schema)
      expect(
        rowDifferences(start, back, (table, _, column) => changed.includes(`${table}.${column}`)),
        `rows after taking ${id} back`,
      ).toEqual([])
      await project.upgrade(id)
      const second = await readState(database)
      expect(second.schema, `schema at ${id}, the second time`).toBe(first.schema)
      expect(
        rowDifferences(first, second, () => false),
        `rows at ${id}, the second time`,
      ).toEqual([])
      await seed(database, id)
      previous = [...headsAfter].sort().join()
      states.set(previous, seeds[id] === undefined ? second : await readState(database))
    }

    const head = states.get(previous) ?? { schema: '', rows: {} }
    expect(countRows(head)).toEqual(rowCounts)
    expect(rowDifferences(expectedAtHead(), head, () => false)).toEqual([])
    expect((await project.check()).operations).toEqual([])

    for (const revision of revisions.toReversed()) {
      const { id } = revision
      await stepBack(project, revision)
      lost.push(...(changedForGood[id] ?? []))
      const heads = (await project.current()).revisions.map((current) => current.id)
      const before = states.get([...heads].sort().join())
      const now = await readState(database)
      expect(now.schema, `schema on the way down, before ${id}`).toBe(before?.schema)
      if (id === executions || before === undefined) break
      expect(
        rowDifferences(before, now, (table, _, column) => lost.includes(`${table}.${column}`)),
        `rows on the way down, before ${id}`,
      ).toEqual([])
    }
    await project.downgrade('base')
    expect((await readState(database)).schema).toBe(states.get('')?.schema)

    await project.upgrade('head')
    expect((await readState(database)).schema).toBe(head.schema)
    expect((await project.check()).operations).toEqual([])
  })

  test('what a downgrade cannot know, it decides as the files say', async () => {
    await using database = await create()
    const project = await example.open({ url: database.url })
    await project.upgrade('head')
    const names = ['Ada Lovelace', 'Anna Maria Sibylla Merian', 'Prince', "Miles O'Brien", '李 娜', '']
    const users = names.map((name, number) => ({
      id: studioId('users', number),
      email: `${number}@x`,
      full_name: name,
    }))
    const crews = ['draft', 'active', 'paused', 'archived'].map((status, number) => ({
      id: studioId('crews', number),
      owner_id: studioId('users', 0),
      name: `Crew ${number}`,
      status,
    }))
    for (const sql of [...insertsOf('users', users), ...insertsOf('crews', crews)]) await database.query(sql)

    await project.downgrade(beforeFullName)
    const split = await database.query('SELECT first_name, last_name FROM users ORDER BY id')
    expect(split.map(({ first_name, last_name }) => [first_name, last_name])).toEqual([
      ['Ada', 'Lovelace'],
      ['Anna Maria Sibylla', 'Merian'],
      ['Prince', ''],
      ['Miles', "O'Brien"],
      ['李', '娜'],
      ['', ''],
    ])
    const statuses = await database.query('SELECT status FROM crews ORDER BY id')
    expect(statuses.map(({ status }) => status)).toEqual(['draft', 'active', 'draft', 'archived'])
    await expect(database.query("UPDATE crews SET status = 'paused'")).rejects.toThrow()

    await project.upgrade('head')
    const joined = await database.query('SELECT full_name FROM users ORDER BY id')
    expect(joined.map(({ full_name }) => full_name)).toEqual(names)
  })

  test('the script of --sql makes the same schema', async () => {
    await using database = await create()
    await using other = await create()
    const project = await example.open({ url: database.url })
    await project.upgrade('head')
    let script = ''
    await project.upgrade('head', { onSql: (text) => (script += text) })
    await other.script(script)
    expect((await readState(other)).schema).toBe((await readState(database)).schema)
  })
})

test('review has nothing to say', async () => {
  const project = await example.open({ url: 'sqlite://' })
  expect(await project.review()).toMatchObject({ findings: [], failed: false })
})
