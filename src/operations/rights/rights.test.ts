import { expect, test } from 'vitest'
import { postgresGrammar } from '../../dialects/postgres/grammar.ts'
import { sqlite } from '../../dialects/sqlite/index.ts'
import { type Catalog, createCatalog, editCatalog, noRights } from '../../schema/index.ts'
import type { Operation } from '../data.ts'
import { createOperations } from '../facade/op.ts'
import { applyOperations, definitionOf, reverseOperation } from '../registry.ts'
import type { Operations } from '../operations.ts'

const empty = createCatalog([])

/** What calls become. */
async function operationsOf(work: (op: Operations) => Promise<void>): Promise<readonly Operation[]> {
  const operations: Operation[] = []
  const sink = {
    isOffline: false,
    run: (operation: Operation) => {
      operations.push(operation)
      return Promise.resolve()
    },
    query: () => Promise.resolve([]),
    execute: () => Promise.resolve(0),
    outsideTransaction: (part: () => Promise<void>) => part(),
  }
  const namingConvention = { ix: '', uq: '', ck: '', fk: '', pk: '' }
  const { op, settle } = createOperations(sink, { namingConvention })
  await work(op)
  await settle()
  return operations
}

const sqlOf = (operation: Operation) =>
  definitionOf(operation)
    .emit(operation, postgresGrammar, empty)
    .map(({ sql }) => sql)
    .join(';')

test('calls become GRANT, REVOKE and ALTER … OWNER TO, with every name quoted', async () => {
  const operations = await operationsOf(async (op) => {
    await op.grant('select', { on: 'us"ers', columns: ['a b'], schema: 's', to: ['PUBLIC', 'x"; DROP ROLE y'] })
    await op.grant(['USAGE'], { on: 's', type: 'schema', to: 'app', withGrantOption: true })
    await op.revoke(['ALL PRIVILEGES'], { on: 'add(integer)', type: 'function', from: 'CURRENT_USER' })
    await op.revoke(['SELECT'], { on: 'v', type: 'view', from: 'app', grantOptionOnly: true })
    await op.grant(['SELECT'], { onNew: 'tables', schema: 's', role: 'app', to: 'reports' })
    await op.setOwner('add(integer)', 'app', { type: 'function' })
    await op.setOwner('mood', null, { type: 'enum type' })
  })
  expect(operations.map(sqlOf)).toEqual([
    'GRANT SELECT ("a b") ON TABLE "s"."us""ers" TO PUBLIC, "x""; DROP ROLE y"',
    'GRANT USAGE ON SCHEMA "s" TO "app" WITH GRANT OPTION',
    'REVOKE ALL ON ROUTINE "add"(integer) FROM CURRENT_USER',
    'REVOKE GRANT OPTION FOR SELECT ON TABLE "v" FROM "app"',
    'ALTER DEFAULT PRIVILEGES FOR ROLE "app" IN SCHEMA "s" GRANT SELECT ON TABLES TO "reports"',
    'ALTER ROUTINE "add"(integer) OWNER TO "app"',
    'ALTER TYPE "mood" OWNER TO CURRENT_USER',
  ])
  const context = { before: empty, capabilities: sqlite.capabilitiesOf('3.50.0') }
  expect(operations.flatMap((operation) => sqlite.emit(operation, context))).toEqual([])
})

test('what is wrong is refused before it reaches a database', async () => {
  const refused = async (work: (op: Operations) => Promise<void>) =>
    await operationsOf(work).then(
      () => null,
      (error: Error) => error.message,
    )
  expect(await refused((op) => op.grant(['SELECT; DROP'], { on: 'users', to: 'app' }))).toMatch(/A privilege is a word/)
  expect(await refused((op) => op.grant(['SELECT'], { on: 'users', type: 'tabel', to: 'app' }))).toMatch(
    /cannot be 'tabel'/,
  )
  expect(await refused((op) => op.grant(['SELECT'], { on: 'users', to: [] }))).toMatch(/roles/)
  const wrong: Operation = {
    kind: 'grant',
    target: { objectType: 'table', namespace: null, name: 'users' },
    columns: null,
    privileges: ['SELECT ON x TO y; --'],
    roles: ['app'],
    withGrantOption: false,
  }
  expect(() => sqlOf(wrong)).toThrow(/is no privilege/)
})

test('the way back is what was there, and no more', async () => {
  const target = { objectType: 'table', namespace: null, name: 'users' }
  const draft = editCatalog(empty)
  draft.putRights({
    target,
    rights: { ...noRights, granted: { app: { SELECT: true } }, columns: { name: { app: { UPDATE: false } } } },
  })
  const operations = await operationsOf(async (op) => {
    await op.revoke(['ALL'], { on: 'users', from: 'app' })
    await op.grant(['SELECT', 'INSERT'], { on: 'users', to: ['app', 'reports'] })
    await op.setOwner('users', 'reports')
    await op.renameTable('users', 'people')
  })
  const renamed = operations.slice(0, 3)
  let before: Catalog = draft
  const back: Operation[] = []
  for (const operation of renamed) {
    const reversal = reverseOperation(operation, before)
    if (reversal.kind === 'reversible') back.unshift(...reversal.operations)
    before = applyOperations(before, [operation])
  }
  expect([...applyOperations(before, back).rights().values()]).toEqual([...draft.rights().values()])
})
