import type { DefinedObject } from '../../../schema/index.ts'
import { parseVirtualTable } from '../create-text/index.ts'
import { quote, quoteAll } from '../names.ts'
import { comparableText } from './comparable-text.ts'
import { type ObjectType, textOf } from './object-type.ts'
import { storedColumns } from './stored-columns.ts'

/**
 * `definition` holds the arguments of the module. The tables that it keeps its content in belong to it and are not
 * looked at. Its rows are its own, so a change of one that can be read makes a new one and copies them.
 *
 * @see https://www.sqlite.org/lang_createvtab.html
 */
export const virtualTable: ObjectType = {
  objectType: 'virtual table',
  keyword: 'TABLE',
  namesAnywhere: true,
  read(text) {
    const { name, module, definition } = parseVirtualTable(text)
    return { name, attributes: { module, definition }, facts: { rows: true } }
  },
  create: (object) => createText(object, object.name),
  comparable: (object) => ({
    module: textOf(object, 'module').toLowerCase(),
    definition: comparableText(textOf(object, 'definition')),
  }),
  body: (object) => textOf(object, 'definition'),
  rename: ({ name }, to) => `ALTER TABLE ${quote(name)} RENAME TO ${quote(to)}`,
  alter(found, wanted) {
    const from = storedColumns(found)
    const to = storedColumns(wanted)
    if (
      from === null ||
      to === null ||
      textOf(found, 'module').toLowerCase() !== textOf(wanted, 'module').toLowerCase()
    )
      return null
    const made = `_limbeck_new_${found.name}`
    const lower = new Set(to.map((name) => name.toLowerCase()))
    const kept = ['rowid', ...from.filter((name) => lower.has(name.toLowerCase()))]
    const list = quoteAll(kept)
    return [
      `DROP TABLE IF EXISTS ${quote(made)}`,
      createText(wanted, made),
      `INSERT INTO ${quote(made)} (${list})\nSELECT ${list}\nFROM ${quote(found.name)}`,
      `DROP TABLE ${quote(found.name)}`,
      'PRAGMA legacy_alter_table = ON',
      `ALTER TABLE ${quote(made)} RENAME TO ${quote(wanted.name)}`,
      'PRAGMA legacy_alter_table = OFF',
    ]
  },
}

function createText(object: DefinedObject, name: string): string {
  const definition = textOf(object, 'definition')
  return `CREATE VIRTUAL TABLE ${quote(name)} USING ${textOf(object, 'module')}${definition === '' ? '' : `(${definition})`}`
}
