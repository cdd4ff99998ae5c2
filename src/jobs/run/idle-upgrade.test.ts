import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type TestDatabase, databaseKinds } from '../../../test/support/databases.ts'
import { type ScratchProject, createScratchProject } from '../../../test/support/scratch-project.ts'
import { openProject } from '../open-project.ts'

const does = (sql: string) => `
export async function upgrade(op: Operations) { await op.execute('${sql}') }
export async function downgrade(op: Operations) {}`

describe.each(databaseKinds)('an upgrade with nothing to do, on $kind', ({ create }) => {
  let project: ScratchProject
  let database: TestDatabase
  beforeEach(async () => {
    project = createScratchProject()
    mkdirSync(path.join(project.folder, 'node_modules'), { recursive: true })
    database = await create()
    project.revision('aaaa1', null, does('CREATE TABLE IF NOT EXISTS one (id integer)'))
    project.revision('bbbb2', 'aaaa1', does('CREATE TABLE IF NOT EXISTS two (id integer)'))
    // Files that were written a moment ago are not remembered.
    vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ['Date'] })
  })
  afterEach(async () => {
    vi.useRealTimers()
    vi.unstubAllEnvs()
    project[Symbol.dispose]()
    await database[Symbol.asyncDispose]()
  })

  const upgrade = async (target: string, url = database.url) => {
    const opened = await openProject({ cwd: project.folder, url })
    const { steps, headsAfter } = await opened.upgrade(target)
    return { steps: steps.map(({ revision }) => revision), headsAfter }
  }
  const cacheFile = () => {
    const folder = path.join(project.folder, 'node_modules/.cache/limbeck')
    return path.join(folder, readdirSync(folder).find((name) => name.startsWith('upgrades-')) ?? '')
  }
  /** Says of what was found idle for one target that it was found so for another. */
  const forge = (from: string, to: string) =>
    writeFileSync(cacheFile(), readFileSync(cacheFile(), 'utf8').replace(`"${from}"`, `"${to}"`))

  test('is remembered: the same question is not worked out again', async () => {
    expect((await upgrade('aaaa1')).steps).toEqual(['aaaa1'])
    expect(await upgrade('aaaa1')).toEqual({ steps: [], headsAfter: ['aaaa1'] })
    expect(await upgrade('aaaa1')).toEqual({ steps: [], headsAfter: ['aaaa1'] })
    // What is remembered counts, so this is where the answer comes from.
    forge('aaaa1', 'head')
    expect(await upgrade('head')).toEqual({ steps: [], headsAfter: ['aaaa1'] })
    vi.stubEnv('LIMBECK_CACHE', 'off')
    expect((await upgrade('head')).steps).toEqual(['bbbb2'])
  })

  test('a new file, an edited file and a database that stands elsewhere are another question', async () => {
    await upgrade('head')
    await upgrade('head')
    const opened = await openProject({ cwd: project.folder, url: database.url })
    await opened.downgrade('aaaa1')
    expect((await upgrade('head')).steps).toEqual(['bbbb2'])
    await upgrade('head')
    await using other = await create()
    expect((await upgrade('head', other.url)).steps).toEqual(['aaaa1', 'bbbb2'])
    project.revision('cccc3', 'bbbb2', does('CREATE TABLE IF NOT EXISTS three (id integer)'))
    expect((await upgrade('head')).steps).toEqual(['cccc3'])
    vi.setSystemTime(Date.now() + 60_000)
    await upgrade('head')
    project.revision('bbbb2', 'aaaa1', does('CREATE TABLE IF NOT EXISTS twelve (id integer)'))
    vi.setSystemTime(Date.now() + 60_000)
    await expect(upgrade('head')).rejects.toMatchObject({ code: 'LB6003' })
    await expect(upgrade('head')).rejects.toMatchObject({ code: 'LB6003' })
  })

  test('two databases at the same heads, one of them by files that were edited since', async () => {
    await upgrade('head')
    project.revision('bbbb2', 'aaaa1', does('CREATE TABLE IF NOT EXISTS twelve (id integer)'))
    vi.setSystemTime(Date.now() + 60_000)
    await using other = await create()
    await upgrade('head', other.url)
    expect((await upgrade('head', other.url)).steps).toEqual([])
    await expect(upgrade('head')).rejects.toMatchObject({ code: 'LB6003' })
  })
})
