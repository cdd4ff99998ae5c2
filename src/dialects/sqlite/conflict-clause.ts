/**
 * ` ON CONFLICT REPLACE`, or nothing: the attribute `onConflict` of a key, a unique constraint or a NOT NULL.
 *
 * @see https://www.sqlite.org/lang_conflict.html
 */
export function conflictClause(onConflict: unknown): string {
  const word = words.find((one) => one === onConflict)
  return word === undefined ? '' : ` ON CONFLICT ${word.toUpperCase()}`
}

const words = ['rollback', 'fail', 'ignore', 'replace']
