import { modelError } from './model-error.ts'

/** PostgreSQL's limit, the narrowest of the databases. */
const maxNameBytes = 63

/**
 * Refuses a name that a database would refuse or cut.
 *
 * @throws LimbeckError LB3011
 * @see https://www.postgresql.org/docs/18/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS
 */
export function checkName(name: unknown, what: () => string, file: string | null | undefined): void {
  if (typeof name !== 'string' || name.trim() === '') {
    const hints = ['Give a name, or leave the name out where the naming convention can make one.']
    throw modelError('LB3011', `The name of ${what()} is empty.`, file, { hints })
  }
  const bytes = Buffer.byteLength(name)
  if (bytes > maxNameBytes) {
    throw modelError(
      'LB3011',
      `The name "${name}" of ${what()} is ${bytes} bytes long; the limit is ${maxNameBytes}.`,
      file,
      {
        hints: ['PostgreSQL would cut it without an error. Choose a shorter name.'],
        details: { name, bytes },
      },
    )
  }
  if (name.includes('\0')) throw modelError('LB3011', `The name of ${what()} holds a NUL character.`, file)
}
