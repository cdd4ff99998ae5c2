import { expect, test } from 'vitest'
import { busyProcessors, noiseOf } from '../../bench/measure/noise.ts'
import { partsOf } from '../../bench/measure/profile.ts'
import { ratios, slope, summarize } from '../../bench/measure/statistics.ts'
import { type BenchResult, verdictOf } from '../../bench/report/result.ts'
import { renderTables } from '../../bench/report/tables.ts'
import { withTables } from '../../bench/report/write-page.ts'

const contender = (name: string, wallMs: readonly number[], peakMiB = [40]) => ({
  name,
  wallMs,
  cpuMs: wallMs,
  peakMiB,
})

const result: BenchResult = {
  id: 'start/current',
  title: '`current`',
  limit: '`node -e 0`',
  target: { ratio: 2, memoryRatio: 1.6 },
  growth: { curve: '`current`', size: 10, unit: 'revision' },
  contenders: [contender('limbeck', [90, 110, 100], [60]), contender('`node -e 0`', [50, 50, 50])],
  missing: [],
  noise: null,
  failure: null,
  profile: null,
}

test('medians, spreads, ratios of neighbours, and what one more costs', () => {
  expect(summarize([3, 1, 2])).toEqual({ median: 2, lowest: 1, highest: 3 })
  expect(summarize([4, 1, 2, 3]).median).toBe(2.5)
  expect(summarize([]).median).toBeNaN()
  expect(ratios([10, 40], [10, 20])).toEqual({ median: 1.5, lowest: 1, highest: 2 })
  expect(
    slope([
      [10, 25],
      [20, 45],
      [30, 65],
    ]),
  ).toBe(2)
})

test('a machine is too busy when others work on it, or when the same work takes different times', () => {
  expect(busyProcessors({ busy: 100, idle: 100 }, { busy: 150, idle: 150 }, 2)).toBe(1)
  expect(noiseOf(0.05, [100, 101, 102, 103, 250])).toBeNull()
  expect(noiseOf(1, [100, 100, 100, 100])).toContain('1.0 processors')
  expect(noiseOf(0, [100, 100, 180, 190, 200])).toContain('differ')
  // Too few to tell.
  expect(noiseOf(0, [100, 200])).toBeNull()
})

test('a verdict needs every part of its target, and a machine at rest', () => {
  const noisy = { ...result, noise: 'other work' }
  expect(verdictOf(result, false)).toBe('met')
  expect(verdictOf({ ...result, target: { ratio: 1.9 } }, false)).toBe('missed')
  expect(verdictOf({ ...result, target: { ratio: 2, memoryMiB: 50 } }, false)).toBe('missed')
  expect(verdictOf({ ...result, target: null }, false)).toBe('no target')
  expect([verdictOf(noisy, false), verdictOf(noisy, true)]).toEqual(['noisy', 'met'])
  expect(verdictOf({ ...result, contenders: result.contenders.slice(0, 1) }, false)).toBe('unknown')
  expect(verdictOf({ ...result, contenders: [], failure: 'it fell' }, false)).toBe('failed')
})

test('tables show the limit, the growth and the peers', () => {
  const peer = contender('knex', [200, 200, 200])
  const larger = {
    ...result,
    growth: { curve: '`current`', size: 20, unit: 'revision' },
    contenders: [contender('limbeck', [200]), ...result.contenders.slice(1), peer],
  }
  const text = renderTables([result, larger], false)
  expect(text).toContain(
    '| `current` | 100 ms | `node -e 0` | 50 ms | 2.00× (1.80–2.20) | 2.00× | 60 MiB | ≤ 2×, memory ≤ 1.6× | met |',
  )
  expect(text).toContain('| `current` | 10: 100 ms, 60 MiB · 20: 200 ms, 40 MiB | 10000 µs, -2048.0 KiB a revision |')
  expect(text).toContain('| `current` | `node -e 0` | 4.00× | knex 4.00× (40 MiB) |')
})

test('the page keeps what is around its tables', () => {
  expect(withTables('A\n<!-- bench -->\nold\n<!-- /bench -->\nB\n', 'new')).toBe(
    'A\n<!-- bench -->\nnew\n<!-- /bench -->\nB\n',
  )
  expect(() => withTables('A', 'new')).toThrow('no <!-- bench -->')
})

test('a profile says by parts where the time went', () => {
  const frame = (functionName: string, url = '', lineNumber = 0) => ({ functionName, url, lineNumber })
  const bundle = 'file:///app/node_modules/limbeck/dist/cli.js'
  const nodes = [
    { id: 1, callFrame: frame('(root)'), children: [2, 3, 4, 8, 10] },
    { id: 2, callFrame: frame('(idle)') },
    { id: 3, callFrame: frame('(garbage collector)') },
    { id: 4, callFrame: frame('run', bundle, 20), children: [5, 6] },
    { id: 5, callFrame: frame('exec', bundle, 10), children: [7] },
    { id: 6, callFrame: frame('query', 'file:///app/node_modules/pg/lib/client.js') },
    { id: 7, callFrame: frame('exec') },
    { id: 8, callFrame: frame('evaluate', 'node:internal/modules/esm/module_job'), children: [9] },
    { id: 9, callFrame: frame('', 'file:///app/migrations/a.ts') },
    { id: 10, callFrame: frame('evaluate', 'node:events') },
  ]
  const samples = [2, 3, 4, 5, 7, 6, 8, 9, 10]
  const timeDeltas = [9000, 1000, 2000, 3000, 3500, 4000, 500, 700, 300]
  const sourceOf = (url: string, line: number) =>
    url === bundle ? (line < 15 ? 'src/dialects/sqlite/connection.ts' : 'src/jobs/run/migrate.ts') : null
  expect(partsOf({ nodes, samples, timeDeltas }, sourceOf)).toEqual([
    { part: 'waiting', ms: 9 },
    { part: 'SQLite', ms: 6.5 },
    { part: 'pg', ms: 4 },
    { part: 'src/jobs', ms: 2 },
    { part: 'garbage collection', ms: 1 },
    { part: 'the project’s files', ms: 0.7 },
    { part: 'loading of code', ms: 0.5 },
    { part: 'Node', ms: 0.3 },
  ])
  const profile = [
    { part: 'waiting', ms: 980 },
    { part: 'pg', ms: 15.2 },
    { part: 'Node', ms: 4.8 },
  ]
  expect(renderTables([{ ...result, profile }], false)).toContain('| `current` | 1000 ms | waiting 980 · pg 15 |')
})
