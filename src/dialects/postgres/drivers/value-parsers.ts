import type { CustomTypesConfig } from 'pg'

type TypeId = Parameters<CustomTypesConfig['getTypeParser']>[0]
type Parser = (text: string) => unknown

/**
 * How values of a query come back: whole numbers as numbers where they are safe and as bigint beyond, decimals, dates,
 * times and intervals as the server's text so that nothing is lost, bytes as `Buffer`, JSON parsed, everything else as
 * `pg` does it by default. The parsers belong to one client; those that the program set for `pg` stay as they are.
 */
export function valueParsers(fallback: CustomTypesConfig): CustomTypesConfig {
  const own = new Map<number, Parser>([
    [oids.int8, parseBigInteger],
    [oids.int8Array, (text) => parseArray(text, parseBigInteger)],
    ...textOids.map((oid): [number, Parser] => [oid, (text) => text]),
    ...textArrayOids.map((oid): [number, Parser] => [oid, (text) => parseArray(text, (item) => item)]),
  ])
  const getTypeParser = (oid: TypeId, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : own.get(oid)) ??
    fallback.getTypeParser(oid, format === 'binary' ? 'binary' : 'text')
  // pg types getTypeParser by overloads per format; each of these parsers takes what the server sends as text.
  return { getTypeParser: getTypeParser as CustomTypesConfig['getTypeParser'] }
}

/** @see https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/catalog/pg_type.dat */
const oids = { int8: 20, int8Array: 1016 }
/** date, time, timetz, timestamp, timestamptz, interval, numeric. */
const textOids = [1082, 1083, 1266, 1114, 1184, 1186, 1700]
const textArrayOids = [1182, 1183, 1270, 1115, 1185, 1187, 1231]

function parseBigInteger(text: string): number | bigint {
  const number = Number(text)
  return Number.isSafeInteger(number) ? number : BigInt(text)
}

/**
 * An array in the server's text form, such as `{1,2}` or `{"a,b",NULL,{c}}`.
 *
 * @see https://www.postgresql.org/docs/18/arrays.html#ARRAYS-IO
 */
export function parseArray(text: string, parseItem: Parser): unknown[] {
  // Bounds other than 1 stand in front: [0:1]={a,b}
  let at = text.indexOf('{') + 1
  const readItems = (): unknown[] => {
    const items: unknown[] = []
    while (at < text.length) {
      const mark = text[at]
      if (mark === '}') {
        at += 1
        return items
      }
      if (mark === ',') at += 1
      else if (mark === '{') {
        at += 1
        items.push(readItems())
      } else items.push(mark === '"' ? parseItem(readQuoted()) : readBare())
    }
    return items
  }
  const readQuoted = (): string => {
    let out = ''
    at += 1
    while (at < text.length && text[at] !== '"') {
      if (text[at] === '\\') at += 1
      out += text[at] ?? ''
      at += 1
    }
    at += 1
    return out
  }
  const readBare = (): unknown => {
    const start = at
    while (at < text.length && text[at] !== ',' && text[at] !== '}') at += 1
    const item = text.slice(start, at)
    return item.toUpperCase() === 'NULL' ? null : parseItem(item)
  }
  return readItems()
}
