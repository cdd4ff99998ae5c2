import type { DifferenceRequest } from '../../src/diff/index.ts'
import { describeOperation } from '../../src/operations/index.ts'
import { type PlannedChanges, planChanges } from '../../src/plan/index.ts'
import type { Catalog } from '../../src/schema/index.ts'
import { plainDialect } from './plain-dialect.ts'

/** Plans with the plain dialect. */
export function planned(found: Catalog, wanted: Catalog, more: Partial<DifferenceRequest> = {}): PlannedChanges {
  return planChanges({ found, wanted, dialect: plainDialect, ...more })
}

/** The upgrade in words, a line to an operation. */
export function upgradeOf(found: Catalog, wanted: Catalog, more: Partial<DifferenceRequest> = {}): readonly string[] {
  return planned(found, wanted, more).plan.upgrade.map(describeOperation)
}

/** The downgrade in words. */
export function downgradeOf(found: Catalog, wanted: Catalog, more: Partial<DifferenceRequest> = {}): readonly string[] {
  return planned(found, wanted, more).plan.downgrade.map(describeOperation)
}
