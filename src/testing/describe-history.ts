import type { HistoryTestOptions } from './history-test-options.ts'
import { historyTests } from './history-tests.ts'

/** `test` of vitest, `node:test`, jest or bun. */
export type TestFunction = (name: string, run: () => Promise<void>, timeoutMs: number) => unknown

/**
 * Registers the history tests with a test runner.
 *
 * @param options.test the runner's `test`
 * @param options.timeoutMs what each test may take, where the runner has limits. Default two minutes.
 * @example
 * import { test } from 'vitest'
 * import { describeHistory } from 'limbeck/testing'
 *
 * describeHistory({ test })
 */
export function describeHistory({
  test,
  timeoutMs = 120_000,
  ...options
}: HistoryTestOptions & { readonly test: TestFunction; readonly timeoutMs?: number }): void {
  for (const { name, run } of historyTests(options)) test(name, run, timeoutMs)
}
