/** What PostgreSQL tells with an error, as far as it does. */
export interface ServerError {
  readonly sqlState: string
  readonly message: string
  readonly detail: string | null
  readonly hint: string | null
  /** Character of the statement, from 1. */
  readonly position: number | null
  readonly where: string | null
  readonly namespace: string | null
  readonly table: string | null
  readonly column: string | null
  readonly constraint: string | null
  readonly dataType: string | null
}

/** Reads a driver's error; null for what is none of the server's. */
export function readServerError(error: unknown): ServerError | null {
  if (typeof error !== 'object' || error === null || !('code' in error) || !('message' in error)) return null
  const { code } = error
  if (typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code) || !('severity' in error)) return null
  // The fields of the protocol's ErrorResponse, which pg puts on its errors under these names.
  const fields = error as { readonly [field: string]: unknown }
  const text = (field: string) => (typeof fields[field] === 'string' && fields[field] !== '' ? fields[field] : null)
  const position = Number(text('position') ?? Number.NaN)
  return {
    sqlState: code,
    message: String(error.message),
    detail: text('detail'),
    hint: text('hint'),
    position: Number.isInteger(position) && position > 0 ? position : null,
    where: text('where'),
    namespace: text('schema'),
    table: text('table'),
    column: text('column'),
    constraint: text('constraint'),
    dataType: text('dataType'),
  }
}
