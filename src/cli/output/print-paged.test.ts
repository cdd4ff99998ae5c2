import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { printPaged } from './print-paged.ts'
import { Terminal } from './terminal.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'limbeck-pager-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** What is printed to the screen, and what the pager got; null when there was none. */
function page(isTTY: boolean, pager: string | undefined) {
  const text = { out: '', err: '' }
  const stream = (name: 'out' | 'err') => ({ isTTY, write: (part: string) => (text[name] += part) })
  const { PAGER: _, TERM: __, NO_COLOR: ___, ...environment } = process.env
  const file = path.join(folder, 'paged')
  const terminal = new Terminal(
    { stdout: stream('out'), stderr: stream('err') },
    { ...environment, TERM: 'xterm', ...(pager === undefined ? {} : { PAGER: pager }) },
    { quiet: false },
  )
  printPaged(terminal, (to) => {
    to.out(to.outStyle.bold('one'))
    to.notice('two')
  })
  let paged: string | null = null
  try {
    paged = readFileSync(file, 'utf8')
  } catch {
    // There was no pager.
  }
  return { ...text, paged }
}

test('on a terminal the result goes to the program in PAGER, with its colours; notices stay where they are', () => {
  expect(page(true, `cat > ${path.join(folder, 'paged')}`)).toEqual({
    out: '',
    err: 'two\n',
    paged: '\u001b[1mone\u001b[22m\n',
  })
})

test('without a terminal, without a pager, and with one that does not exist, it is printed', () => {
  expect(page(false, `cat > ${path.join(folder, 'paged')}`)).toEqual({ out: 'one\n', err: 'two\n', paged: null })
  for (const pager of ['', 'cat', 'limbeck-has-no-such-pager 2> /dev/null']) {
    expect(page(true, pager)).toMatchObject({ out: '\u001b[1mone\u001b[22m\n', paged: null })
  }
})
