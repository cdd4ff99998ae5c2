/** How much work the workloads do. */
export interface Sizes {
  readonly appliedRevisions: readonly number[]
  readonly growthRevisions: number
  readonly smallRevisions: number
  readonly downgrades: number
  readonly tables: readonly number[]
  readonly growthTables: number
  readonly changes: number
  readonly files: number
  readonly rows: number
  readonly insertedRows: readonly number[]
}

/** Those of the targets. */
export const fullSizes: Sizes = {
  appliedRevisions: [10, 200, 2000],
  growthRevisions: 20_000,
  smallRevisions: 1000,
  downgrades: 200,
  tables: [100, 1000, 3000],
  growthTables: 10_000,
  changes: 20,
  files: 10_000,
  rows: 1_000_000,
  insertedRows: [20_000, 200_000],
}

/** Enough to see that every workload does what it says. */
export const quickSizes: Sizes = {
  appliedRevisions: [10, 60],
  growthRevisions: 200,
  smallRevisions: 40,
  downgrades: 20,
  tables: [30, 60],
  growthTables: 100,
  changes: 20,
  files: 300,
  rows: 20_000,
  insertedRows: [500, 5000],
}
