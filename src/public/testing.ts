/** Ready-made tests of a history: `import { describeHistory } from 'limbeck/testing'`. */
export {
  type HistoryTest,
  type HistoryTestOptions,
  type RowsByTable,
  type TestFunction,
  describeHistory,
  historyTests,
} from '../testing/index.ts'
