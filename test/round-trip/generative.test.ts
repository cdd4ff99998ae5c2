import { describe, expect, test } from 'vitest'
import { type RandomPair, pairTexts, pairsPerDatabase, randomPair } from '../support/random-schema/random-pair.ts'
import { smallerPairs } from '../support/random-schema/smaller-pairs.ts'
import { makePostgresDatabase, makeSqliteDatabase } from './pair-databases.ts'
import { type Travelled, travelPairs } from './travel-pairs.ts'
import type { MakeDatabase } from './travel.ts'

/**
 * The promise, on real databases: whatever stands in the wanted schema is made, the next comparison is empty, an observer
 * sees what the schema's own script makes, rows are kept; downgraded, the database is what it was; and upgraded again.
 * Random pairs of schemas over every kind of object: LIMBECK_ROUND_TRIPS says how many, LIMBECK_ROUND_TRIP_SEED is the
 * first of them.
 */
const first = Number(process.env['LIMBECK_ROUND_TRIP_SEED'] ?? 1)
const runs = Number(process.env['LIMBECK_ROUND_TRIPS'] ?? 500)
const version = Number(process.env['LIMBECK_TEST_POSTGRES_VERSION'] || 18)

const databases = [
  { dialect: 'sqlite', version: 3, make: makeSqliteDatabase, together: 1 },
  { dialect: 'postgres', version, make: makePostgresDatabase, together: pairsPerDatabase },
] as const

describe.each(databases)('$dialect', ({ dialect, make, together, ...server }) => {
  test(`${runs} pairs from ${first} on`, { timeout: 600_000 + runs * 3000 }, async () => {
    const seeds = Array.from({ length: runs }, (_, number) => first + number)
    const groups = Array.from({ length: Math.ceil(runs / together) }, (_, at) =>
      seeds.slice(at * together, (at + 1) * together),
    )
    const results: Travelled[] = []
    const waiting = groups.values()
    const work = async () => {
      for (const group of waiting) {
        const pairs = group.map((seed) => randomPair({ seed, dialect, version: server.version }))
        results.push(...(await travelPairs(pairs, make)))
      }
    }
    // Two at a time: one waits for its server while the other thinks.
    await Promise.all([work(), work()])
    const wrong = results.filter(({ outcome }) => outcome === 'wrong')
    const reports = await Promise.all(wrong.slice(0, 3).map((one) => report(one, make)))
    expect(reports.join('\n\n'), `${wrong.length} of ${runs} pairs went wrong`).toBe('')
    const share = (outcome: Travelled['outcome']) => results.filter((one) => one.outcome === outcome).length / runs
    // Honest refusals have their place, but a generator full of them would prove nothing.
    expect(share('refused')).toBeLessThan(0.03)
    expect(share('without rows')).toBeLessThan(0.05)
  })
})

/** What went wrong, with the smallest schemas for which it still does. */
async function report({ pair, reason }: Travelled, make: MakeDatabase): Promise<string> {
  const [kind = ''] = reason.split(':')
  const fails = async (smaller: RandomPair) =>
    (await travelPairs([smaller], make)).some((one) => one.outcome === 'wrong' && one.reason.startsWith(kind))
  let smallest = pair
  for (let tries = 0, at = 0; tries < 60; tries += 1) {
    const smaller = [...smallerPairs(smallest)][at]
    if (smaller === undefined) break
    if (JSON.stringify(pairTexts(smaller)) !== JSON.stringify(pairTexts(smallest)) && (await fails(smaller)))
      smallest = smaller
    else at += 1
  }
  const { a, b } = pairTexts(smallest)
  const renames = smallest.renames.length === 0 ? '' : `\nrenames: ${JSON.stringify(smallest.renames)}`
  return `seed ${pair.seed}: ${reason}${renames}\n-- from\n${a}-- to\n${b}`
}
