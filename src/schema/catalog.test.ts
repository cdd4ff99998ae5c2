import { expect, test } from 'vitest'
import { type Column, type ForeignKey, type Table, CatalogDraft, defaultTableOptions, editCatalog } from './index.ts'
import { renameColumnIn, renameTableIn } from './rename.ts'

const table = (name: string): Table => ({
  kind: 'table',
  namespace: null,
  name,
  comment: null,
  options: defaultTableOptions,
  definition: null,
})
const column = (owner: string, name: string): Column => ({
  kind: 'column',
  namespace: null,
  table: owner,
  name,
  type: { kind: 'integer' },
  nullable: false,
  default: null,
  identity: null,
  generated: null,
  collation: null,
  comment: null,
})
const key = (owner: string, name: string, target: string): ForeignKey => ({
  kind: 'foreignKey',
  namespace: null,
  table: owner,
  name: `fk_${owner}_${name}`,
  nameSource: 'given',
  columns: [name],
  references: { namespace: null, table: target, columns: ['id'] },
  onDelete: 'cascade',
  onUpdate: 'no action',
  deferrable: 'no',
  match: 'simple',
})

const berths = () => [
  table('harbours'),
  column('harbours', 'id'),
  table('berths'),
  column('berths', 'id'),
  column('berths', 'harbour_id'),
  key('berths', 'harbour_id', 'harbours'),
]

test('a fork and its original do not see each other’s changes', () => {
  const original = new CatalogDraft(berths())
  const fork = editCatalog(original)
  fork.put(column('berths', 'depth'))
  fork.remove(key('berths', 'harbour_id', 'harbours'))
  original.put(column('harbours', 'tide'))
  expect([...original.objects()].map((object) => object.name)).toEqual([
    'harbours',
    'id',
    'tide',
    'berths',
    'id',
    'harbour_id',
    'fk_berths_harbour_id',
  ])
  expect([...fork.objects()].map((object) => object.name)).toEqual([
    'harbours',
    'id',
    'berths',
    'id',
    'harbour_id',
    'depth',
  ])
  expect(original.referencesTo(table('harbours'))).toHaveLength(1)
  expect(fork.referencesTo(table('harbours'))).toHaveLength(0)
})

test('renaming a table takes its members and the keys that point at it along, and keeps its place', () => {
  const draft = new CatalogDraft(berths())
  renameTableIn(draft, table('harbours'), 'ports')
  expect([...draft.tables()].map((one) => one.name)).toEqual(['ports', 'berths'])
  expect(draft.definitionOf(table('ports'))?.columns.map((one) => one.table)).toEqual(['ports'])
  expect(draft.referencesTo(table('ports')).map((one) => one.name)).toEqual(['fk_berths_harbour_id'])
})

test('renaming a column reaches keys of other tables and expressions', () => {
  const draft = new CatalogDraft([
    ...berths(),
    {
      kind: 'check',
      namespace: null,
      table: 'harbours',
      name: 'ck',
      nameSource: 'given',
      expression: { sql: "id > 0 AND 'id' <> id(id)", canonical: null },
    },
  ])
  renameColumnIn(draft, table('harbours'), 'id', 'number')
  expect(draft.definitionOf(table('berths'))?.foreignKeys[0]?.references.columns).toEqual(['number'])
  expect(draft.definitionOf(table('harbours'))?.checks[0]?.expression.sql).toBe("number > 0 AND 'id' <> id(number)")
})

test('a self-reference survives the renaming of its table', () => {
  const draft = new CatalogDraft([
    table('crews'),
    column('crews', 'id'),
    column('crews', 'lead_id'),
    key('crews', 'lead_id', 'crews'),
  ])
  renameTableIn(draft, table('crews'), 'teams')
  expect(draft.definitionOf(table('teams'))?.foreignKeys).toMatchObject([
    { table: 'teams', references: { table: 'teams' } },
  ])
  expect(draft.referencesTo(table('teams'))).toHaveLength(1)
  expect(draft.referencesTo(table('crews'))).toHaveLength(0)
})
