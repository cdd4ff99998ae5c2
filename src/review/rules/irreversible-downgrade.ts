import type { ReviewRule } from '../rule.ts'

/** A revision without a way back. */
export const irreversibleDowngrade: ReviewRule = {
  id: 'irreversible-downgrade',
  title: 'A revision that cannot be downgraded',
  severity: 'warning',
  *check({ revision, steps }) {
    const { upgrade, downgrade } = revision
    const doesSomething = steps.length > 0 || upgrade.opaque
    if (downgrade === null) {
      yield {
        message: 'The file has no downgrade',
        help: 'Write `export async function downgrade(op: Operations)`. If there is no way back, let it throw an error that says why.',
        direction: 'downgrade',
      }
    } else if (downgrade.failure !== null && downgrade.operations.length === 0) {
      yield {
        message: `The downgrade refuses: ${downgrade.failure}`,
        help: 'Make sure that everybody who deploys it knows: after this upgrade the only way back is a backup.',
        direction: 'downgrade',
        severity: 'note',
      }
    } else if (doesSomething && downgrade.operations.length === 0 && !downgrade.opaque) {
      const onlyData = steps.every(({ operation: { kind } }) =>
        ['execute', 'bulkInsert', 'updateInBatches'].includes(kind),
      )
      yield {
        message: 'The upgrade does something, but the downgrade is empty',
        help: 'Write the operations that undo it. If nothing needs undoing, allow it with // limbeck-allow irreversible-downgrade: <reason>.',
        direction: 'downgrade',
        severity: onlyData ? 'note' : 'warning',
      }
    }
  },
}
