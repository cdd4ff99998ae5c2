import type { ReviewRule } from '../rule.ts'

/** What review cannot see it says, instead of passing it in silence. */
export const notReviewable: ReviewRule = {
  id: 'not-reviewable',
  title: 'A revision that review cannot read to the end',
  severity: 'note',
  *check({ revision }) {
    const { upgrade } = revision
    if (upgrade.failure !== null) {
      yield {
        message: `The upgrade could not be read to the end without a database: ${upgrade.failure}`,
        help: 'Read what follows in the file yourself, and try the revision on a copy of the database.',
        severity: 'warning',
      }
    } else if (upgrade.opaque) {
      yield {
        message: 'The upgrade asks the database for rows; what it does with them cannot be seen without one',
        help: 'Read that part of the file yourself, and try the revision on a copy of the database.',
      }
    }
  },
}
