import { expectTypeOf } from 'vitest'
import {
  array,
  bigInteger,
  binary,
  boolean,
  check,
  decimal,
  enumType,
  foreignKey,
  index,
  type Insertable,
  integer,
  interval,
  type IntervalValue,
  type Json,
  json,
  jsonb,
  primaryKey,
  raw,
  schema,
  type Selectable,
  sql,
  string,
  table,
  text,
  timestamp,
  unique,
  type Updateable,
  uuid,
} from 'limbeck/model'

const crewStatus = enumType('crew_status', ['draft', 'active', 'archived'])

// A circle: users → crews → users, and crews → crews. It must need no annotation.
const users = table('users', {
  id: integer().primaryKey().autoincrement(),
  email: string(255).notNull(),
  favourite_crew_id: uuid().references(() => crews.id, { onDelete: 'set null' }),
})

const crews = table(
  'crews',
  {
    id: uuid().primaryKey(),
    name: string(255).notNull(),
    status: crewStatus().notNull().default('draft'),
    settings: json<{ verbose?: boolean }>().notNull().default({}),
    notes: jsonb(),
    owner_id: integer().references(() => users.id, { onDelete: 'cascade' }),
    parent_id: uuid().references(() => crews.id),
    cost: decimal(12, 2).notNull().default(0),
    tokens: bigInteger(),
    tags: array(text()).notNull().default([]),
    search: raw('tsvector').generatedAs(sql`to_tsvector('simple', name)`),
    serial: integer().identity({ always: true }),
    number: integer().identity(),
    picture: binary(),
    lasts: interval(),
    is_public: boolean().notNull(),
    created_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    index('ix_crews_status').on(t.status, t.created_at.desc(), sql`lower(${t.name})`),
    unique('uq_crews_name').on(t.name),
    check('ck_crews_name_not_empty', sql`length(${t.name}) > 0`),
    foreignKey({ columns: [t.owner_id], references: () => [users.id] }),
  ],
)

expectTypeOf<Omit<Selectable<typeof crews>, 'notes'>>().toEqualTypeOf<{
  id: string
  name: string
  status: 'draft' | 'active' | 'archived'
  settings: { verbose?: boolean }
  owner_id: number | null
  parent_id: string | null
  cost: string
  tokens: string | null
  tags: string[]
  search: string | null
  serial: number
  number: number
  picture: Uint8Array | null
  lasts: IntervalValue | null
  is_public: boolean
  created_at: Date
}>()

expectTypeOf<Insertable<typeof users>>().toEqualTypeOf<{
  id?: number | undefined
  email: string
  favourite_crew_id?: string | null | undefined
}>()

type NewCrew = Insertable<typeof crews>
expectTypeOf<NewCrew['created_at']>().toEqualTypeOf<Date | string | undefined>()
expectTypeOf<NewCrew['cost']>().toEqualTypeOf<string | number | bigint | undefined>()
expectTypeOf<NewCrew>().not.toHaveProperty('search')
expectTypeOf<NewCrew>().not.toHaveProperty('serial')
const least: NewCrew = { id: 'a', name: 'Research', is_public: true }
// @ts-expect-error a column without a default is missing
const tooLittle: NewCrew = { id: 'a', name: 'Research' }
// @ts-expect-error not a value of the enum
const wrongValue: NewCrew = { ...least, status: 'deleted' }
// @ts-expect-error a generated column
const generated: NewCrew = { ...least, search: 'x' }
// @ts-expect-error GENERATED ALWAYS
const always: NewCrew = { ...least, serial: 1 }
// @ts-expect-error NOT NULL
const noName: NewCrew = { ...least, name: null }
expectTypeOf([tooLittle, wrongValue, generated, always, noName]).not.toBeAny()

type CrewChange = Updateable<typeof crews>
const nothing: CrewChange = {}
const change: CrewChange = { status: 'active', owner_id: null, number: 2 }
// @ts-expect-error a generated column
const changeGenerated: CrewChange = { search: 'x' }
// @ts-expect-error NOT NULL
const changeToNull: CrewChange = { name: null }
expectTypeOf([nothing, change, changeGenerated, changeToNull]).not.toBeAny()

// Defaults of JSON may be anything that is JSON.
json().default({ a: 1, b: [null, 'x', { c: true }] })
jsonb().default([])
raw<number>('oid').default(1)

// Wrong models.
// @ts-expect-error not JSON
json().default({ a: () => 1 })
// @ts-expect-error a text default of a number
integer().default('1')
// @ts-expect-error a number default of a flag
boolean().default(5)
// @ts-expect-error not a value of the enum
crewStatus().default('deleted')
// @ts-expect-error does not fit the JSON type
json<{ verbose: boolean }>().default({ verbose: 'yes' })
// @ts-expect-error bytes have no literal
binary().default(new Uint8Array())
// @ts-expect-error not an action
integer().references('users.id', { onDelete: 'explode' })
// @ts-expect-error a reference is a function or a name
integer().references(users.id)
// @ts-expect-error a check is written with sql
integer().check('x > 0')
// @ts-expect-error an enum type has to be called
table('a', { status: crewStatus })
// @ts-expect-error a type has to be called
table('a', { id: integer })
// @ts-expect-error no such column
table('a', { id: integer() }, (t) => [index().on(t.ids)])
// @ts-expect-error an index needs its columns
table('a', { id: integer() }, () => [index('ix_a')])
// @ts-expect-error no such column
integer().references(() => users.nope)
// @ts-expect-error a renamed value must be one of the values
enumType('a', ['x'], { renamedValues: { y: 'z' } })
// @ts-expect-error an object has no spelling in SQL
void sql`a = ${{ b: 1 }}`
// @ts-expect-error a table's properties are its columns
void users.notNull

// Options may take the place of the list of constraints.
const memberships = table('memberships', { a: integer(), b: integer() }, (t) => [primaryKey({ columns: [t.a, t.b] })], {
  comment: 'Who is where',
})
const logs = table('logs', { id: integer().primaryKey() }, { strict: true, withoutRowid: true })
const billing = schema('billing')
const plan = billing.enumType('plan', ['free', 'paid'])
const invoices = billing.table('invoices', { id: integer().primaryKey(), plan: plan().notNull() }, (t) => [
  index().on(t.plan),
])
const payments = table('payments', { id: integer().primaryKey() }, { schema: 'billing' })
expectTypeOf<Selectable<typeof memberships>>().toEqualTypeOf<{ a: number | null; b: number | null }>()
expectTypeOf<Selectable<typeof logs>>().toEqualTypeOf<{ id: number }>()
expectTypeOf<Selectable<typeof invoices>>().toEqualTypeOf<{ id: number; plan: 'free' | 'paid' }>()
expectTypeOf<Selectable<typeof payments>>().toEqualTypeOf<{ id: number }>()

// A type that nothing more is said about keeps its own TypeScript type.
const bare = table('bare', { json: json(), raw: raw('tsvector'), ids: array(uuid()), status: crewStatus() })
expectTypeOf<Omit<Selectable<typeof bare>, 'json'>>().toEqualTypeOf<{
  raw: string | null
  ids: string[] | null
  status: 'draft' | 'active' | 'archived' | null
}>()
// The type is recursive, which toEqualTypeOf does not get through.
expectTypeOf<Selectable<typeof bare>['json']>().toExtend<Json>()
expectTypeOf<Json>().toExtend<Selectable<typeof bare>['json']>()
expectTypeOf<Selectable<typeof bare>['json']>().not.toBeUnknown()
