import { fault } from '../../../errors/index.ts'

/**
 * A value for `pg` to bind. Dates go as UTC text, so that the process's time zone never moves them; `undefined` is NULL.
 *
 * @throws LimbeckError LB9001 for an invalid `Date`
 */
export function bindValue(value: unknown): unknown {
  if (value === undefined || value === null) return null
  if (typeof value === 'bigint') return String(value)
  if (value instanceof Date) return dateText(value)
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  if (Array.isArray(value)) return value.map((item) => bindValue(item))
  return value
}

/** The same as the server's text input, for where `pg` does not turn values into text itself. */
export function bindText(value: unknown): string | Buffer | null {
  const bound = bindValue(value)
  if (bound === null || Buffer.isBuffer(bound)) return bound
  return Array.isArray(bound) ? arrayText(bound) : scalarText(bound)
}

/** ISO 8601 in UTC; years before 1 and behind 9999 as PostgreSQL reads them. */
export function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) throw fault('A Date that is not valid cannot be stored.')
  const year = date.getUTCFullYear()
  const rest = date.toISOString().slice(-20)
  return year < 1 ? `${padYear(1 - year)}${rest} BC` : `${padYear(year)}${rest}`
}

function padYear(year: number): string {
  return String(year).padStart(4, '0')
}

/** A JavaScript array as PostgreSQL's array text; objects in it become JSON. */
export function arrayText(items: readonly unknown[]): string {
  const parts = items.map((item) => {
    if (item === null || item === undefined) return 'NULL'
    if (Array.isArray(item)) return arrayText(item)
    return `"${scalarText(item).replace(/["\\]/g, '\\$&')}"`
  })
  return `{${parts.join(',')}}`
}

/** A value in the server's text input form; arrays and null are the caller's. */
export function scalarText(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (value instanceof Date) return dateText(value)
  if (value instanceof Uint8Array) {
    return `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`
  }
  return JSON.stringify(value) ?? 'null'
}
