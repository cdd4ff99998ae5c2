import { expect, test } from 'vitest'
import { busyProcessors, noiseOf } from '../../bench/measure/noise.ts'
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
