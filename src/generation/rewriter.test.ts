import { expect, test } from 'vitest'
import { createCatalog } from '../schema/index.ts'
import type { Operation } from '../operations/index.ts'
import { defineOperation } from './define-operation.ts'
import type { RevisionContext, RevisionDraft } from './revision-draft.ts'
import { rewriter } from './rewriter.ts'

const context: RevisionContext = {
  command: 'revision',
  autogenerate: true,
  database: 'default',
  dialect: 'sqlite',
  found: createCatalog([]),
  wanted: createCatalog([]),
  reverse: () => ({ operations: [], losses: [], irreversible: [] }),
  describe: (operation) => operation.kind,
}

const draft = (upgrade: Operation[], downgrade: Operation[] = []): RevisionDraft => ({
  id: 'aaaa',
  downRevisions: [],
  branchLabels: [],
  dependsOn: [],
  message: 'Test',
  upgrade,
  downgrade,
  losses: [],
  irreversible: [],
})

const drop = (column: string, table = 'users') =>
  ({ kind: 'dropColumn', namespace: null, table, column, ifExists: false }) as const
const block = (...changes: ReturnType<typeof drop>[]) =>
  ({ kind: 'alterTable', namespace: null, table: 'users', changes, rebuild: 'auto' }) as const
const execute = (sql: string) => ({ kind: 'execute', sql, parameters: [] }) as const

test('what cannot stand in a block divides it; a block of one change is the change', async () => {
  const split = rewriter().on('dropColumn', (_context, operation) =>
    operation.column === 'b' ? [execute('SELECT 1'), operation] : undefined,
  )
  const [result] = await split(context, draft([block(drop('a'), drop('b'), drop('c'))]))
  expect(result?.upgrade).toEqual([drop('a'), execute('SELECT 1'), block(drop('b'), drop('c'))])
})

test('a change that is left out, or of another table, leaves the rest in the block', async () => {
  const moved = rewriter().on('dropColumn', (_context, operation) => {
    if (operation.column === 'a') return null
    return operation.column === 'b' ? drop('b', 'others') : undefined
  })
  const [result] = await moved(context, draft([block(drop('a'), drop('b'), drop('c'))], [block(drop('a'))]))
  expect(result?.upgrade).toEqual([drop('b', 'others'), drop('c')])
  expect(result?.downgrade).toEqual([])
})

test('operations of the project are rewritten by definition; the others of that kind are left alone', async () => {
  const grant = defineOperation({ name: 'grant', emit: ({ to }: { to: string }) => `GRANT ${to}` })
  const other = defineOperation({ name: 'other', emit: () => null })
  const rewrite = rewriter().on(grant, () => null)
  const [result] = await rewrite(context, draft([grant.with({ to: 'a' }), other.with({})]))
  expect(result?.upgrade).toEqual([other.with({})])
})

test('a chained hook may veto, and a handler that is async is refused', async () => {
  expect(await rewriter().chain(() => null)(context, draft([]))).toEqual([])
  const wrong = rewriter().on('execute', (() => Promise.resolve(null)) as unknown as () => null)
  await expect(wrong(context, draft([execute('SELECT 1')]))).rejects.toMatchObject({ code: 'LB5013' })
})
