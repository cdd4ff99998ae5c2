import {
  Kysely,
  type Insertable as KyselyInsertable,
  SqliteAdapter,
  DummyDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { Database, Insertable, Selectable, Updateable } from 'limbeck/model'
import { expectTypeOf } from 'vitest'
import type * as models from './models/index.ts'

type Models = Database<typeof models>

const db = new Kysely<Models>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (one) => new SqliteIntrospector(one),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})

expectTypeOf<keyof Models>().toEqualTypeOf<'users' | 'billing.invoices'>()
expectTypeOf<
  keyof Database<{ readonly tables: typeof models; readonly users: typeof models.users }>
>().toEqualTypeOf<'users'>()
expectTypeOf<KyselyInsertable<Models['users']>>().toExtend<Insertable<typeof models.users>>()
expectTypeOf<Insertable<typeof models.users>>().toExtend<KyselyInsertable<Models['users']>>()

/** Never called: the compiler reads it. */
export async function queries() {
  const rows = await db
    .selectFrom('users')
    .select(['id', 'role', 'created_at', 'last_login_at', 'preferences'])
    .execute()
  expectTypeOf(rows).toEqualTypeOf<
    {
      id: string
      role: 'admin' | 'member'
      created_at: Date
      last_login_at: Date | null
      preferences: { theme?: 'light' | 'dark' }
    }[]
  >()
  const whole = await db.selectFrom('users').selectAll().executeTakeFirstOrThrow()
  expectTypeOf(whole).toEqualTypeOf<Selectable<typeof models.users>>()

  await db.insertInto('users').values({ email: 'a@example.org' }).execute()
  await db
    .insertInto('users')
    .values({ email: 'a@example.org', created_at: '2026-01-31', last_login_at: null })
    .execute()
  // @ts-expect-error no e-mail address
  await db.insertInto('users').values({ role: 'admin' }).execute()
  // @ts-expect-error not a role
  await db.insertInto('users').values({ email: 'a@example.org', role: 'owner' }).execute()
  // @ts-expect-error GENERATED ALWAYS
  await db.insertInto('billing.invoices').values({ id: 1, user_id: 'a' }).execute()
  await db.insertInto('billing.invoices').values({ user_id: 'a' }).execute()

  const change: Updateable<typeof models.users> = { last_login_at: new Date(0) }
  await db.updateTable('users').set(change).where('email', '=', 'a@example.org').execute()
  // @ts-expect-error NOT NULL
  await db.updateTable('users').set({ email: null }).execute()
  // @ts-expect-error no such column
  await db.selectFrom('users').select('e_mail').execute()
  await db
    .selectFrom('billing.invoices')
    .innerJoin('users', 'users.id', 'billing.invoices.user_id')
    .select(['billing.invoices.id', 'users.email'])
    .execute()
}
