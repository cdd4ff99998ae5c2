import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { operationsOf } from '../../test/support/operations-of.ts'
import * as models from '../models/index.ts'
import { customFrom } from './custom/custom-operation.ts'

const manual = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8')
const source = readFileSync(new URL('operations.ts', import.meta.url), 'utf8')
const methods = [...source.matchAll(/^ {2}(?:readonly )?(\w+)[(:]/gm)].map((found) => found[1] ?? '')

const customKind = (name: string) => ({
  name,
  definition: { name },
  with: (parameters: object) => customFrom({ name }, parameters),
})

/** Runs a piece of a revision file with everything that it may import. */
function run(body: string) {
  const known = { ...models, upgraded: (value: unknown) => value, grantSelect: customKind('grantSelect') }
  const AsyncFunction = operationsOf.constructor as new (...args: string[]) => (...args: unknown[]) => Promise<void>
  const piece = new AsyncFunction('op', 'crewStatus', ...Object.keys(known), body)
  const crewStatus = models.enumType('crew_status', ['draft', 'active'])
  return operationsOf((op) => piece(op, crewStatus, ...Object.values(known)))
}

const inManual = [...manual.matchAll(/```ts\n([^]*?)```/g)].map((found) => found[1] ?? '')
const inSource = [...source.matchAll(/@example\n([^]*?)\*\//g)].map((found) =>
  (found[1] ?? '').replace(/^ *\* ?/gm, ''),
)

test.each([...inManual, ...inSource].filter((piece) => !piece.includes('import ')))('example %#', async (piece) => {
  expect(await run(piece)).toBeInstanceOf(Array)
})

test('the manual shows every operation', () => {
  expect(methods.length).toBeGreaterThan(35)
  const missing = methods.filter((name) => !['query', 'execute'].includes(name) && !manual.includes(`op.${name}`))
  expect(missing).toEqual([])
})
