import { describe, expect, it } from 'vitest'
import { LimbeckError } from '../../errors/index.ts'
import { formatDuration } from './duration.ts'
import { reportError } from './error-report.ts'
import { progressPrinter } from './progress.ts'
import { Terminal } from './terminal.ts'

function collect(
  options: {
    readonly isTTY?: boolean
    readonly columns?: number
    readonly quiet?: boolean
    readonly environment?: Record<string, string>
  } = {},
) {
  const text = { out: '', err: '' }
  const stream = (name: 'out' | 'err') => ({
    isTTY: options.isTTY === true,
    columns: options.columns,
    write: (part: string) => {
      text[name] += part
    },
  })
  const terminal = new Terminal({ stdout: stream('out'), stderr: stream('err') }, options.environment ?? {}, {
    quiet: options.quiet === true,
  })
  return { terminal, text }
}

describe('Terminal', () => {
  it('sends results to stdout, everything else to stderr', () => {
    const { terminal, text } = collect()
    terminal.out('result')
    terminal.outText('SELECT 1;\n')
    terminal.notice('notice')
    terminal.warn('careful', ['do this'])
    expect(text).toEqual({ out: 'result\nSELECT 1;\n', err: 'notice\nwarning: careful\n  - do this\n' })
  })

  it('leaves out notices and progress with --quiet, not warnings', () => {
    const { terminal, text } = collect({ quiet: true })
    terminal.notice('notice')
    terminal.begin('Running')
    terminal.finish(' (1 ms)', 'Running (1 ms)')
    terminal.warn('careful')
    expect(text.err).toBe('warning: careful\n')
  })

  it('shows at a terminal how far a line is, cut to its width, and leaves whole lines behind', () => {
    const { terminal, text } = collect({ isTTY: true, columns: 60, environment: { NO_COLOR: '1' } })
    terminal.begin('Running upgrade a -> b, a message')
    terminal.showProgress('  [#####-----] 1/2 revisions, 50 %, 3 s left')
    terminal.notice('between')
    terminal.finish(' (1 ms)', 'Running (1 ms)')
    terminal.passing('Loading files')
    terminal.passing('Loading more files')
    terminal.showProgress('  none is open')
    terminal.end()
    expect(text.err.split('\r\u001b[2K')).toEqual([
      'Running upgrade a -> b, a message',
      'Running upgrade a -> b, a message',
      'Running upgrade a -> b, a message\nbetween\nRunning (1 ms)\nLoading files',
      'Loading more files',
      '',
    ])
  })

  it.each([{ isTTY: false }, { isTTY: true, environment: { TERM: 'dumb' } }, { isTTY: true, quiet: true }])(
    '%j: never writes a line over',
    (options) => {
      const { terminal, text } = collect(options)
      terminal.begin('Running')
      terminal.showProgress('  50 %')
      terminal.passing('Loading files')
      terminal.finish(' (1 ms)', 'Running (1 ms)')
      terminal.passing('Loading files')
      terminal.end()
      expect(text.err).toBe(options.quiet === true ? '' : 'Running (1 ms)\n')
    },
  )

  it.each([
    [{ isTTY: true }, true],
    [{ isTTY: false }, false],
    [{ isTTY: true, environment: { NO_COLOR: '1' } }, false],
    [{ isTTY: true, environment: { NO_COLOR: '' } }, true],
    [{ isTTY: true, environment: { TERM: 'dumb' } }, false],
    [{ isTTY: false, environment: { FORCE_COLOR: '1' } }, true],
    [{ isTTY: true, environment: { FORCE_COLOR: '0' } }, false],
  ])('%j: styles %s', (options, styled) => {
    expect(collect(options).terminal.outStyle.red('x')).toBe(styled ? '\u001b[31mx\u001b[39m' : 'x')
  })
})

describe('progressPrinter', () => {
  const started = {
    kind: 'revisionStarted',
    direction: 'upgrade',
    revision: '1975ea83b712',
    downRevisions: ['27c6a30d7c24'],
    message: 'Add user preferences table',
    position: 1,
    total: 1,
  } as const
  const finished = {
    kind: 'revisionFinished',
    direction: 'upgrade',
    revision: '1975ea83b712',
    durationMs: 12.4,
    statements: 1,
  } as const

  it('writes Alembic’s line with the duration', () => {
    const { terminal, text } = collect()
    const print = progressPrinter(terminal, { verbose: false })
    print(started)
    print({ kind: 'statementFinished', sql: 'SELECT 1', durationMs: 1, rows: null })
    print(finished)
    print({ ...started, direction: 'downgrade' })
    print({ ...finished, direction: 'downgrade' })
    expect(text.err).toBe(
      'Running upgrade 27c6a30d7c24 -> 1975ea83b712, Add user preferences table (12 ms)\n' +
        'Running downgrade 1975ea83b712 -> 27c6a30d7c24, Add user preferences table (12 ms)\n',
    )
  })

  it('shows statements with --verbose, and keeps lines whole', () => {
    const { terminal, text } = collect()
    const print = progressPrinter(terminal, { verbose: true })
    print({ ...started, downRevisions: [] })
    print({ kind: 'statementFinished', sql: 'UPDATE a\nSET b = 1', durationMs: 3.14, rows: 7 })
    print({ kind: 'notice', message: 'careful' })
    print(finished)
    expect(text.err).toBe(
      'Running upgrade  -> 1975ea83b712, Add user preferences table\n' +
        '  UPDATE a\n  SET b = 1  (3.1 ms, 7 rows)\n' +
        'careful\n' +
        'Running upgrade  -> 1975ea83b712, Add user preferences table (12 ms)\n',
    )
  })

  it('tells how far rows are: in the line of a terminal, else in a line every few seconds', () => {
    const rows = (done: number, durationMs: number) =>
      ({ kind: 'progress', activity: 'Inserting into t', unit: 'rows', done, total: 400, durationMs }) as const
    const { terminal, text } = collect()
    const print = progressPrinter(terminal, { verbose: false })
    print(started)
    for (const [done, ms] of [
      [50, 250],
      [100, 5100],
      [150, 6000],
      [300, 10_200],
    ] as const)
      print(rows(done, ms))
    print(finished)
    const line = 'Running upgrade 27c6a30d7c24 -> 1975ea83b712, Add user preferences table'
    expect(text.err).toBe(
      `${line}\n  Inserting into t: 100 of 400 rows so far\n  Inserting into t: 300 of 400 rows so far\n${line} (12 ms)\n`,
    )
    const watched = collect({ isTTY: true, columns: 200, environment: { NO_COLOR: '1' } })
    const printer = progressPrinter(watched.terminal, { verbose: false })
    printer(rows(100, 2000))
    expect(watched.text.err).toBe('Inserting into t [#####---------------] 100/400 rows, 25 %, 6 s left')
    printer(started)
    printer(finished)
    expect(watched.text.err.split('\r\u001b[2K').slice(1)).toEqual([line, `${line} (12 ms)\n`])
  })

  it('tells who is waited for', () => {
    const { terminal, text } = collect()
    progressPrinter(terminal, { verbose: false })({ kind: 'lockWaiting', holder: 'pid 4711', waitedMs: 2000 })
    expect(text.err).toBe('Waiting for another migration to end (pid 4711): 2.0 s so far\n')
  })
})

describe('reportError', () => {
  it('shows message, hints, code and page', () => {
    const { terminal, text } = collect()
    reportError(new LimbeckError('LB1005', 'No URL.', { hints: ['Set it.', 'Or\nnot.'] }), terminal, { trace: false })
    expect(text.err).toBe('error: No URL.\n  - Set it.\n  - Or\n    not.\n  LB1005: `limbeck help LB1005` says more\n')
  })

  it('points into the statement, unless the message has it already', () => {
    const details = { statement: 'SELECT\n  nam FROM users', position: 10 }
    const { terminal, text } = collect()
    reportError(new LimbeckError('LB6100', 'no such column: nam', { details }), terminal, { trace: false })
    expect(text.err).toBe(
      'error: no such column: nam\n  SELECT\n    nam FROM users\n    ^\n  LB6100: `limbeck help LB6100` says more\n',
    )
    const again = collect()
    reportError(new LimbeckError('LB6100', 'no such column\n  revision  a', { details }), again.terminal, {
      trace: false,
    })
    expect(again.text.err).toBe('error: no such column\n  revision  a\n  LB6100: `limbeck help LB6100` says more\n')
  })

  it('asks to report a fault, with the stack only under --trace', () => {
    const plain = collect()
    reportError(new TypeError('x is undefined'), plain.terminal, { trace: false })
    expect(plain.text.err).toContain('fault: x is undefined\n  - This is a fault of limbeck. Please report it')
    expect(plain.text.err).not.toContain('    at ')
    const traced = collect()
    reportError(new Error('outer', { cause: new Error('inner') }), traced.terminal, { trace: true })
    expect(traced.text.err).toMatch(/Error: outer\n {4}at [^]*caused by: Error: inner\n {4}at /)
  })
})

it.each([
  [0.04, '0 ms'],
  [3.14, '3.1 ms'],
  [12.4, '12 ms'],
  [1400, '1.4 s'],
  [123_000, '2 min 3 s'],
])('formatDuration(%d)', (durationMs, text) => {
  expect(formatDuration(durationMs)).toBe(text)
})
