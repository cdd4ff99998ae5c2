import type { DefinedObject } from '../../../schema/index.ts'
import { literal } from '../literal.ts'
import { quoteName } from '../quote-name.ts'
import { changedNames, textsByName } from './object-type.ts'

/** Comments on the columns of what is no table, by their names, as a `json` attribute; NULL when there are none. */
export function columnComments(relation: string): string {
  return `(SELECT pg_catalog.json_object_agg(a.attname, d.description ORDER BY a.attnum)
      FROM pg_catalog.pg_description d JOIN pg_catalog.pg_attribute a ON a.attrelid = d.objoid AND a.attnum = d.objsubid
      WHERE d.objoid = ${relation} AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid > 0)`
}

/** The statements that turn the comments of the one into those of the other; `found` is null where it is new. */
export function columnCommentStatements(
  name: string,
  found: DefinedObject | null,
  wanted: DefinedObject,
): readonly string[] {
  const old = found === null ? new Map<string, string>() : textsByName(found, 'columnComments')
  const next = textsByName(wanted, 'columnComments')
  return changedNames(old, next).map((column) => {
    const text = next.get(column)
    return `COMMENT ON COLUMN ${name}.${quoteName(column)} IS ${text === undefined ? 'NULL' : literal(text)}`
  })
}
