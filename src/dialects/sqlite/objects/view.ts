import { parseView } from '../create-text/index.ts'
import { quote, quoteAll } from '../names.ts'
import { comparableText } from './comparable-text.ts'
import { type ObjectType, textOf, textsOf } from './object-type.ts'

/**
 * `definition` is the SELECT, `columns` the names in front of AS, where there are any.
 *
 * @see https://www.sqlite.org/lang_createview.html
 */
export const view: ObjectType = {
  objectType: 'view',
  keyword: 'VIEW',
  read(text) {
    const { name, columns, definition } = parseView(text)
    return { name, attributes: { definition, ...(columns.length === 0 ? {} : { columns }) }, facts: {} }
  },
  create(object) {
    const columns = textsOf(object, 'columns')
    const list = columns.length === 0 ? '' : ` (${quoteAll(columns)})`
    return `CREATE VIEW ${quote(object.name)}${list} AS\n${textOf(object, 'definition').replace(/[\s;]+$/, '')}`
  },
  comparable: (object) => ({
    definition: comparableText(textOf(object, 'definition')),
    columns: [...textsOf(object, 'columns')],
  }),
  body: (object) => textOf(object, 'definition'),
}
