import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { askToGoOn } from './ask-to-go-on.ts'

async function answer(typed: string, isTerminal = false): Promise<{ readonly said: string; readonly shown: string }> {
  const input = Object.assign(new PassThrough(), isTerminal ? { isTTY: true } : {})
  const output = Object.assign(new PassThrough(), isTerminal ? { isTTY: true, columns: 80 } : {})
  input.end(typed)
  const said = await askToGoOn('Downgrade to base?', { input, output }).then(
    () => 'yes',
    (error: unknown) => String(error),
  )
  return { said, shown: String(output.read() ?? '') }
}

test.each(['y\n', 'yes\n', ' YES \n', 'Y\r\n'])('%j is a yes', async (typed) => {
  expect(await answer(typed)).toEqual({ said: 'yes', shown: 'Downgrade to base? [y/N] ' })
})

test.each(['\n', 'n\n', 'no\n', 'yep\n', ''])('%j is a no', async (typed) => {
  expect((await answer(typed)).said).toContain('Cancelled: nothing was changed.')
})

test.each([
  ['Ctrl-D', '\u0004'],
  ['Ctrl-C', '\u0003'],
])('on a terminal %s is a no, and ends the line of the question', async (_, key) => {
  const { said, shown } = await answer(key, true)
  expect(said).toContain('Cancelled: nothing was changed.')
  expect(shown).toMatch(/\[y\/N\] [^\n]*\n$/)
})
