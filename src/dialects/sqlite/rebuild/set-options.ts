import type { TableOptions } from '../../../schema/index.ts'
import { type ParsedTable, parseTable } from '../create-text/index.ts'
import { isStrictType, parseType, printStrictType } from '../types.ts'
import { replaceSpan } from './edit-items.ts'

/**
 * The text with other options behind it. In a STRICT table each column takes the type that STRICT has for it.
 *
 * @see https://www.sqlite.org/stricttables.html
 */
export function setOptions(parsed: ParsedTable, options: Partial<TableOptions>): ParsedTable {
  const strict = options.strict ?? parsed.strict
  const withoutRowid = options.withoutRowid ?? parsed.withoutRowid
  const words = [...(strict ? ['STRICT'] : []), ...(withoutRowid ? ['WITHOUT ROWID'] : [])].join(', ')
  const head = parsed.text.slice(0, parsed.body.end)
  const next = parseTable(`${head})${words === '' ? '' : ` ${words}`}`)
  return strict ? withStrictTypes(next) : next
}

function withStrictTypes(parsed: ParsedTable): ParsedTable {
  return parsed.columns.reduce((text, { name }) => {
    const column = text.columns.find((one) => one.name === name)
    if (column === undefined || isStrictType(column.type)) return text
    // The columns of a STRICT table have a type each; one without any holds anything.
    const neutral = parseType(column.type)
    const printed = printStrictType(neutral)
    const type = column.type === '' || !isStrictType(printed) ? 'ANY' : printed
    const span = column.typeSpan ?? { start: column.nameSpan.end, end: column.nameSpan.end }
    return replaceSpan(text, span, column.typeSpan === null ? ` ${type}` : type)
  }, parsed)
}
