export { type TestFunction, describeHistory } from './describe-history.ts'
export type { HistoryTest, HistoryTestOptions, RowsByTable } from './history-test-options.ts'
export { historyTests } from './history-tests.ts'
