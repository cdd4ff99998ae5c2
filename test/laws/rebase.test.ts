import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isLimbeckError } from '../../src/errors/index.ts'
import { openProject } from '../../src/jobs/index.ts'
import {
  type RevisionGraph,
  buildRevisionGraph,
  readScriptDirectory,
  renderRevision,
  renderSqlRevision,
} from '../../src/revisions/index.ts'

const timeoutMs = 120_000

interface Draft {
  readonly id: string
  readonly downRevisions: readonly string[]
  readonly dependsOn: readonly string[]
  readonly labelled: boolean
  readonly sql: boolean
}

/** Revisions that branch often; each refers only to earlier ones. */
const histories: fc.Arbitrary<readonly Draft[]> = fc
  .array(
    fc.record({
      down: fc.array(fc.nat(), { minLength: 1, maxLength: 2 }),
      merges: fc.integer({ min: 0, max: 5 }),
      isBase: fc.integer({ min: 0, max: 12 }),
      dependency: fc.option(fc.nat(), { freq: 8, nil: null }),
      labelled: fc.boolean(),
      sql: fc.integer({ min: 0, max: 3 }),
    }),
    { minLength: 2, maxLength: 12 },
  )
  .map((drafts) =>
    drafts.map((draft, at) => {
      const pick = (choice: number) => `rev${(choice % Math.max(at, 1)).toString().padStart(3, '0')}`
      const parents = [...new Set(draft.down.map(pick))]
      return {
        id: `rev${at.toString().padStart(3, '0')}`,
        downRevisions: at === 0 || draft.isBase === 0 ? [] : draft.merges === 0 ? parents : parents.slice(0, 1),
        dependsOn: at === 0 || draft.dependency === null ? [] : [pick(draft.dependency)],
        labelled: draft.labelled,
        sql: draft.sql === 0,
      }
    }),
  )

function writeProject(history: readonly Draft[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'limbeck-rebase-'))
  mkdirSync(path.join(folder, 'migrations'))
  writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}')
  writeFileSync(path.join(folder, 'limbeck.config.json'), '{}')
  for (const { id, downRevisions, dependsOn, labelled, sql } of history) {
    const source = {
      id,
      downRevisions,
      dependsOn,
      branchLabels: labelled ? [`label-${id}`] : [],
      message: `Größe of ${id}`,
      createdAt: '2026-01-01T00:00:00Z',
    }
    const text = sql ? renderSqlRevision(source, null) : renderRevision(source)
    writeFileSync(path.join(folder, 'migrations', `${id}.${sql ? 'sql' : 'ts'}`), text)
  }
  return folder
}

const graphIn = (folder: string) => buildRevisionGraph(readScriptDirectory([path.join(folder, 'migrations')]))

function ancestorsIn(graph: RevisionGraph, id: string): ReadonlySet<string> {
  const found = new Set([id])
  for (const each of found) for (const down of graph.byId.get(each)?.revision.downRevisions ?? []) found.add(down)
  return found
}

test(
  'a rebase puts the branch behind the head and leaves everything else as it was, byte by byte',
  async () => {
    let moved = 0
    await fc.assert(
      fc.asyncProperty(histories, fc.nat(), fc.nat(), async (history, chosenBranch, chosenHead) => {
        const folder = writeProject(history)
        try {
          const before = graphIn(folder)
          const onto = before.heads[chosenHead % before.heads.length]
          const branch = before.nodes[chosenBranch % before.nodes.length]
          if (onto === undefined || branch === undefined) throw new Error('Every graph has nodes and heads')
          const bytes = new Map(before.nodes.map(({ revision }) => [revision.id, readFileSync(revision.file)]))
          const project = await openProject({ cwd: folder })
          const request = { revision: branch.id, onto: onto.id, offline: true }
          const unchanged = () => {
            for (const { id, revision } of before.nodes) expect(readFileSync(revision.file)).toEqual(bytes.get(id))
          }
          let dry
          try {
            dry = await project.rebase({ ...request, dryRun: true })
          } catch (error) {
            expect(isLimbeckError(error) && error.code).toBe('LB2032')
            unchanged()
            return
          }
          unchanged()
          const done = await project.rebase(request)
          expect({ ...dry, written: true }).toEqual(done)
          moved += 1

          const after = graphIn(folder)
          expect([...after.byId.keys()].sort()).toEqual([...before.byId.keys()].sort())
          expect(after.heads).toHaveLength(before.heads.length - 1)
          expect(after.heads.map(({ id }) => id)).toEqual(done.headsAfter)
          const ids = new Set(done.moved.map(({ id }) => id))
          expect(ids.has(branch.id)).toBe(true)
          for (const id of ids) expect(ancestorsIn(after, id).has(onto.id)).toBe(true)
          const rewritten = new Set(done.rewritten.map(({ revision }) => revision))
          for (const { id, revision } of before.nodes) {
            const now = after.byId.get(id)?.revision
            const text = readFileSync(revision.file)
            if (!rewritten.has(id)) {
              expect(text).toEqual(bytes.get(id))
              continue
            }
            expect(ids.has(id)).toBe(true)
            expect(now).toEqual({ ...revision, downRevisions: [onto.id] })
            // Line by line: only what names the parent differs.
            const lines = [bytes.get(id)?.toString() ?? '', text.toString()].map((each) => each.split('\n'))
            const differing = lines[1]?.filter((line, at) => line !== lines[0]?.[at]) ?? []
            expect(differing.every((line) => /Revises:|downRevision/.test(line))).toBe(true)
          }
          // What the branch had below it, it still has.
          for (const id of ids) {
            for (const below of ancestorsIn(before, id)) {
              if (ids.has(below) || ancestorsIn(before, onto.id).has(below)) {
                expect(ancestorsIn(after, id).has(below)).toBe(true)
              }
            }
          }
        } finally {
          rmSync(folder, { recursive: true, force: true })
        }
      }),
      { numRuns: 150 },
    )
    expect(moved).toBeGreaterThan(20)
  },
  timeoutMs,
)
