import { expect, test } from 'vitest'
import type { RevisionStep } from '../revisions/index.ts'
import { openStepLoader } from './step-loader.ts'

// Only their place matters here.
const steps = Array.from({ length: 250 }, (_, place) => ({ place }) as unknown as RevisionStep)
const context = { onEvent: () => {}, signal: null }

/** A loader over the steps that keeps what was loaded, in order, and fails at one place. */
async function open(options: { readonly whole: boolean; readonly fails?: number }) {
  const loaded: number[] = []
  const load = async (step: RevisionStep) => {
    const place = steps.indexOf(step)
    await Promise.resolve()
    if (place === options.fails) throw new Error(`file ${place} does not load`)
    loaded.push(place)
    return { step, module: { upgrade: () => undefined }, checksum: '' }
  }
  return { loader: await openStepLoader(steps, context, { load, whole: options.whole }), loaded }
}

test('a hundred files are loaded first, the others in order and not far ahead', async () => {
  const { loader, loaded } = await open({ whole: false })
  expect(loader.first.map(({ step }) => steps.indexOf(step))).toEqual(loaded)
  expect(loaded.length).toBe(100)
  for (const [index, step] of steps.entries()) {
    expect((await loader.at(index)).step).toBe(step)
    expect(loaded.length).toBeLessThanOrEqual(index + 101)
  }
  expect(loaded).toEqual(steps.map((_, index) => index))
})

test('where all of them are needed, all are loaded first', async () => {
  const { loader, loaded } = await open({ whole: true })
  expect(loader.first.length).toBe(250)
  await loader.at(0)
  expect(loaded.length).toBe(250)
})

test('one that does not load stops what comes to it, and none before it', async () => {
  await expect(open({ whole: true, fails: 120 })).rejects.toThrow('file 120')
  await expect(open({ whole: false, fails: 99 })).rejects.toThrow('file 99')
  const { loader } = await open({ whole: false, fails: 120 })
  for (let index = 0; index < 120; index += 1) await loader.at(index)
  await expect(loader.at(120)).rejects.toThrow('file 120')
})
