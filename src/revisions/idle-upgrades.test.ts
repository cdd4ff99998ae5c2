import { expect, test } from 'vitest'
import { IdleUpgrades } from './idle-upgrades.ts'
import { type SeenFile, listingOf } from './seen-files.ts'

const state = { heads: ['a', 'b'], runs: 'a upgrade 1' }

test('the same target, heads, runs, files and version, and nothing less', () => {
  const first = new IdleUpgrades('1.0.0', 'files', null)
  expect(first.knows('head')).toBe(false)
  first.add('head', state)
  const text = first.encode()
  const next = new IdleUpgrades('1.0.0', 'files', text)
  expect(next.knows('head')).toBe(true)
  expect(next.has('head', state)).toBe(true)
  expect(next.has('head', { ...state, heads: ['b', 'a'] })).toBe(true)
  expect(next.knows('heads')).toBe(false)
  for (const other of [
    next.has('heads', state),
    next.has('head', { ...state, heads: ['a'] }),
    next.has('head', { ...state, runs: 'a upgrade 2' }),
    new IdleUpgrades('1.0.0', 'other files', text).has('head', state),
    new IdleUpgrades('1.0.1', 'files', text).has('head', state),
    new IdleUpgrades('1.0.0', 'files', text.slice(1)).has('head', state),
    new IdleUpgrades('1.0.0', 'files', text.replace('"a upgrade 1"', '1')).has('head', state),
  ])
    expect(other).toBe(false)
})

test('several databases are remembered, the newest first, and not without end', () => {
  const idle = new IdleUpgrades('1.0.0', 'files', null)
  for (let number = 0; number < 20; number += 1)
    idle.add('head', { heads: [`h${number}`], runs: 'r'.repeat(1_200_000) })
  const known = (number: number) => idle.has('head', { heads: [`h${number}`], runs: 'r'.repeat(1_200_000) })
  expect(known(19)).toBe(true)
  expect(known(17)).toBe(true)
  expect(known(0)).toBe(false)
  expect(idle.encode().length).toBeLessThan(4_100_000)
})

test('a listing tells apart what a write, a rename or a new file changes; a file just written has none', () => {
  const file = (path: string, mark: Partial<SeenFile['mark']> = {}) =>
    ({ path, mark: { size: 10, mtimeMs: 1000.5, ctimeMs: 1000.5, ino: 7, ...mark } }) as SeenFile
  const now = 1_000_000
  const listing = listingOf([file('/m/a.ts')], now)
  expect(listing).not.toBeNull()
  expect(listingOf([file('/m/a.ts')], now + 5000)).toBe(listing)
  const others = [
    [file('/m/a.ts', { size: 11 })],
    [file('/m/a.ts', { mtimeMs: 1000.25 })],
    [file('/m/a.ts', { ctimeMs: 1001 })],
    [file('/m/a.ts', { ino: 8 })],
    [file('/m/b.ts')],
    [file('/m/a.ts'), file('/m/b.ts')],
    [],
  ]
  expect(new Set([listing, ...others.map((files) => listingOf(files, now))]).size).toBe(others.length + 1)
  expect(listingOf([file('/m/a.ts', { ctimeMs: now - 1000 })], now)).toBeNull()
  expect(listingOf([file('/m/a.ts', { mtimeMs: now + 1000 })], now)).toBeNull()
})
