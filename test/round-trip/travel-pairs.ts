import { type RandomPair, pairTexts } from '../support/random-schema/random-pair.ts'
import { type MakeDatabase, type Outcome, type Way, travel } from './travel.ts'

/**
 * How a pair went: `passed`, all the way with its rows; `without rows`: the database or limbeck refused some of those that
 * were there, by name, and without rows it passes; `refused`: limbeck says beforehand why it does not do it; `wrong`:
 * anything else.
 */
export interface Travelled {
  readonly pair: RandomPair
  readonly outcome: Outcome['outcome'] | 'without rows'
  readonly reason: string
}

/**
 * The way of several pairs in one database, which is cheaper than one database for each: from a with rows to b and back to
 * a and again to b. Where it does not pass, each half of them goes alone.
 */
export async function travelPairs(pairs: readonly RandomPair[], make: MakeDatabase): Promise<readonly Travelled[]> {
  const together = await travel(wayOf(pairs, 'with rows'), make)
  if (together.outcome === 'passed') return pairs.map((pair) => ({ pair, ...together }))
  const [pair, another] = pairs
  if (pair === undefined) return []
  if (another === undefined) {
    if (!rowsRefused.test(together.reason)) return [{ pair, ...together }]
    const empty = await travel(wayOf(pairs, 'without rows'), make)
    return [
      empty.outcome === 'passed' ? { pair, outcome: 'without rows', reason: together.reason } : { pair, ...empty },
    ]
  }
  const half = Math.ceil(pairs.length / 2)
  const apart = [...(await travelPairs(pairs.slice(0, half), make)), ...(await travelPairs(pairs.slice(half), make))]
  if (apart.some(({ outcome }) => outcome !== 'passed')) return apart
  return pairs.map((one) => ({ pair: one, outcome: 'wrong', reason: `together only: ${together.reason}` }))
}

/** Errors about rows that a new constraint or type does not take, with the rows named. */
const rowsRefused = /^LB(?:610[1-4]|6109|6122|615[1-5]) /

function wayOf(pairs: readonly RandomPair[], mode: 'with rows' | 'without rows'): Way {
  const texts = pairs.map(pairTexts)
  return {
    a: texts.map(({ a }) => a).join(''),
    b: texts.map(({ b }) => b).join(''),
    renames: pairs.flatMap((pair) => pair.renames.map((one) => ({ ...one, namespace: spelled(pair, one.namespace) }))),
    rowsIn: pairs
      .filter(({ keepsRows }) => keepsRows && mode === 'with rows')
      .flatMap((pair) => [spelled(pair, null), pair.a.otherNamespace]),
  }
}

/** A namespace as the catalog of the whole database has it. */
function spelled({ spelling }: RandomPair, namespace: string | null): string | null {
  const name = namespace ?? spelling.namespace
  return spelling.dialect === 'sqlite' || name === 'public' ? null : name
}
