import * as fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { openProject } from '../../src/jobs/index.ts'
import { planChanges } from '../../src/plan/index.ts'
import { renderRevision } from '../../src/revisions/index.ts'
import { type Catalog, createCatalog } from '../../src/schema/index.ts'
import { plainDialect } from '../support/plain-dialect.ts'
import { createScratchDatabase } from '../support/postgres-database.ts'
import { dumpSchema } from '../support/postgres-dump.ts'
import { randomCatalog } from '../support/random-catalog.ts'
import { editRandomly } from '../support/random-edit.ts'
import { type ScratchProject, createScratchProject } from '../support/scratch-project.ts'
import { dumpSqliteSchema } from '../support/sqlite-dump.ts'

vi.setConfig({ testTimeout: 300_000 })

const histories = fc.record({
  seed: fc.integer({ min: 0, max: 1_000_000 }),
  steps: fc.integer({ min: 1, max: 4 }),
  /** Behind which step two empty branches fork and meet again. */
  fork: fc.nat({ max: 4 }),
})

/** Writes a history of schemas as revision files, as autogenerate does. */
function writeHistory(project: ScratchProject, { seed, steps, fork }: { seed: number; steps: number; fork: number }) {
  let catalog: Catalog = createCatalog([])
  let down: readonly string[] = []
  let count = 0
  const write = (
    parents: readonly string[],
    wanted: Catalog | null,
    renames: Parameters<typeof planChanges>[0]['declaredRenames'],
  ) => {
    count += 1
    const id = `r${String(count).padStart(3, '0')}`
    const { plan } =
      wanted === null
        ? { plan: {} }
        : planChanges({
            found: catalog,
            wanted,
            dialect: plainDialect,
            declaredRenames: renames ?? [],
            decisions: nothingRenamed,
          })
    const createdAt = `2026-01-01T10:${String(count).padStart(2, '0')}:00Z`
    project.write(
      `migrations/${id}.ts`,
      renderRevision({ id, downRevisions: parents, message: id, createdAt, ...plan }),
    )
    return id
  }
  for (let step = 0; step <= steps; step += 1) {
    const edited =
      step === 0
        ? { catalog: randomCatalog({ seed, tables: 3 }), renames: [] }
        : editRandomly(catalog, { seed: seed + step, edits: 4, renames: true })
    down = [write(down, edited.catalog, edited.renames)]
    catalog = edited.catalog
    if (step === fork) {
      const branches = [write(down, null, []), write(down, null, [])]
      down = [write(branches, null, [])]
    }
  }
  return { head: down[0] ?? '', count }
}

const nothingRenamed: { readonly [question: string]: null } = new Proxy(
  {},
  {
    get: () => null,
    has: () => true,
    getOwnPropertyDescriptor: () => ({ value: null, configurable: true, enumerable: true }),
  },
)

async function holds(
  history: { seed: number; steps: number; fork: number },
  databases: readonly [old: string, young: string],
  dump: (url: string) => string | Promise<string>,
): Promise<void> {
  using files = createScratchProject()
  const { head, count } = writeHistory(files, history)
  const [old, young] = databases
  const onOld = await openProject({ cwd: files.folder, url: old })
  const onYoung = await openProject({ cwd: files.folder, url: young })
  const empty = await dump(young)
  await onOld.upgrade('head')
  const wanted = await dump(old)
  expect(wanted).not.toBe(empty)
  const result = await onYoung.squash()
  expect(result.replaced.length).toBe(count)
  expect(result.proof.reason).toBeNull()
  expect((await onYoung.history()).revisions.map(({ id }) => id)).toEqual([head])
  await onYoung.upgrade('head')
  expect(await dump(young)).toBe(wanted)
  if (result.irreversible.length === 0) {
    await onYoung.downgrade('base')
    expect(await dump(young)).toBe(empty)
    await onYoung.upgrade('head')
    expect(await dump(young)).toBe(wanted)
  }
  expect((await onOld.upgrade('head')).steps).toEqual([])
  expect((await onOld.current()).editedAfterApplied).toEqual([])
}

test('on SQLite a squashed history makes the database that the old files make', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      using files = createScratchProject()
      const [old, young] = ['old.db', 'young.db'].map((name) => files.path(name))
      await holds(history, [`sqlite:///${old}`, `sqlite:///${young}`], (url) => {
        const file = url.replace('sqlite:///', '')
        return dumpOf(file)
      })
    }),
    { numRuns: 12 },
  )
})

test('on PostgreSQL, too', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      await using old = await createScratchDatabase('squash old')
      await using young = await createScratchDatabase('squash young')
      await holds(history, [old.url, young.url], async (url) =>
        sequencesByTable((await dumpSchema(url)).replaceAll(/^.*\blimbeck_(?:version|journal).*\n/gm, '')),
      )
    }),
    { numRuns: 3 },
  )
})

test('a range in the middle takes a database where the old files take it, and back', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async ({ seed, steps }) => {
      using files = createScratchProject()
      writeHistory(files, { seed, steps: steps + 1, fork: never })
      const [old, young] = ['old.db', 'young.db'].map((name) => files.path(name))
      const onOld = await openProject({ cwd: files.folder, url: `sqlite:///${old}` })
      const onYoung = await openProject({ cwd: files.folder, url: `sqlite:///${young}` })
      await onOld.upgrade('head')
      await onYoung.upgrade('r001')
      const [start, wanted] = [dumpOf(young ?? ''), dumpOf(old ?? '')]
      const { irreversible } = await onYoung.squash({ range: 'r002:head' })
      await onYoung.upgrade('head')
      expect(dumpOf(young ?? '')).toBe(wanted)
      if (irreversible.length > 0) return
      await onYoung.downgrade('r001')
      expect(dumpOf(young ?? '')).toBe(start)
    }),
    { numRuns: 8 },
  )
})

/** The server names the sequence of an identity column once; renaming the table later leaves that name. */
function sequencesByTable(dump: string): string {
  return dump
    .replaceAll(/^(sequence(?: options)?) \S+/gm, '$1')
    .split('\n')
    .sort()
    .join('\n')
}

/** No step has this number. */
const never = 99

/** A file that is not there yet is an empty database. */
function dumpOf(file: string): string {
  try {
    return dumpSqliteSchema(file)
  } catch {
    return ''
  }
}
