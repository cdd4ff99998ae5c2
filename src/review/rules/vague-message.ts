import type { ReviewRule } from '../rule.ts'

const nothingWords = new Set(
  'a an and add added any change changes changed column columns commit db database fix fixes fixed field fields final init initial migration migrations misc model models modify modified more my new of on one other patch revision schema small some something stuff table tables temp test the things this tmp to update updates updated upgrade various wip work'.split(
    ' ',
  ),
)

/** The guide's rules for messages: specific, in the present tense. */
export const vagueMessage: ReviewRule = {
  id: 'vague-message',
  title: 'A message that says nothing',
  severity: 'warning',
  *check({ revision }) {
    if (revision.downRevisions.length > 1) return
    const message = revision.message.trim()
    const words = message.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []
    const isFirst = revision.downRevisions.length === 0
    if (words.length === 0 || message === 'empty message') {
      yield { message: 'The revision has no message', help: 'Say what it does: "Add email_verified to users".' }
    } else if (!isFirst && words.every((word) => nothingWords.has(word) || /^\d+$/.test(word))) {
      yield {
        message: `The message "${message}" does not say what changes`,
        help: 'Name the thing: "Add email_verified to users" instead of "Update users".',
      }
    } else if (
      /^(?:added|removed|modified|changed|renamed|dropped|created|updated|fixed|moved)$/.test(words[0] ?? '')
    ) {
      yield {
        message: `The message "${message}" is in the past tense`,
        help: 'Use the present tense: "Add", "Remove", "Modify".',
        severity: 'note',
      }
    }
  },
}
