import { beforeEach, expect, test, vi } from 'vitest'
import { CliProject } from '../support/cli-project.ts'

// Each command is a process of its own.
vi.setConfig({ testTimeout: 120_000 })

let project: CliProject
beforeEach(() => {
  project = new CliProject()
  project.write('limbeck.config.json', JSON.stringify({ url: 'sqlite:///./test.db', models: './models/*.ts' }))
  project.write(
    'models/users.ts',
    "import { integer, string, table } from 'limbeck/model'\nexport const users = table('users', { id: integer().primaryKey(), name: string(100), email: string(200), phone: string(20) })\n",
  )
  revision(
    'aaaa1111',
    null,
    "await op.createTable('users', (t) => {\n    t.column('id', integer().notNull())\n    t.column('name', string(100))\n    t.primaryKey('pk_users', ['id'])\n  })",
  )
  revision('bbbb2222', 'aaaa1111', "await op.addColumn('users', 'email', string(200))")
  return () => project[Symbol.dispose]()
})

function revision(id: string, down: string | null, up: string): void {
  project.write(
    `migrations/${id}.ts`,
    `/**\n * Change ${id}\n *\n * Revision: ${id}\n * Revises:  ${down ?? 'base'}\n * Created:  2026-01-01T10:00:00Z\n */\nimport { type Operations, integer, string } from 'limbeck'\n
export const revision = '${id}'\nexport const downRevision = ${down === null ? 'null' : `'${down}'`}\n
export async function upgrade(op: Operations) {\n  ${up}\n}\n`,
  )
}

test('merge: conflicts as paragraphs and as JSON, exit status 2, and nothing written', async () => {
  revision(
    'cccc3333',
    'aaaa1111',
    "await op.addColumn('users', 'email', string(100))\n  await op.execute('UPDATE users SET name = 1')",
  )
  const files = project.revisionFiles()
  const run = await project.run(['merge', 'heads', '-m', 'Merge branches'])
  expect(run).toMatchObject({ status: 2, stdout: '' })
  expect(run.stderr).toBe(
    [
      'error: Automatic merge of bbbb2222 and cccc3333 failed; fix conflicts and then merge again.',
      "CONFLICT (created twice): Both sides create column 'users.email' with different definitions.",
      '  bbbb2222 migrations/bbbb2222.ts',
      "    Add column email to users: op.addColumn('users', 'email', string(200))",
      '  cccc3333 migrations/cccc3333.ts',
      "    Add column email to users: op.addColumn('users', 'email', string(100))",
      'Unknown (hand-written SQL): cccc3333 migrations/cccc3333.ts: Execute UPDATE users SET name = 1; the other side has to do with users, too',
      '  - Edit the file of one side, if that one is not applied anywhere yet: take out or adapt what the other does already.',
      '  - To have one order and settle it there: `limbeck rebase cccc3333 --onto bbbb2222`.',
      '  - To write the merge anyway, with the conflicts as a comment in it: `limbeck merge bbbb2222 cccc3333 --allow-conflicts`.',
      '  LB2030: `limbeck help LB2030` says more',
      '',
    ].join('\n'),
  )
  expect(await project.json(['merge', 'heads'])).toMatchObject({
    status: 2,
    document: {
      ok: false,
      error: {
        code: 'LB2030',
        details: {
          conflicts: [{ kind: 'createdTwice', sides: [{ revision: 'bbbb2222' }, { revision: 'cccc3333' }] }],
          unknowns: [{ revision: 'cccc3333', reason: 'sql', mentions: ['users'] }],
        },
      },
    },
  })
  expect(project.revisionFiles()).toEqual(files)
  const forced = await project.run(['merge', 'heads', '-m', 'Merge branches', '--allow-conflicts'])
  expect(forced).toMatchObject({ status: 0, stdout: expect.stringContaining('Generated migrations') })
  expect(forced.stderr).toContain('warning: CONFLICT (created twice)')
})

test('check: conflicting heads are a finding, with or without a database', async () => {
  revision('cccc3333', 'aaaa1111', "await op.addColumn('users', 'phone', string(20))")
  expect((await project.run(['upgrade', 'heads'])).status).toBe(0)
  const agreed = await project.run(['check'])
  expect(agreed).toMatchObject({ status: 0, stdout: 'No new upgrade operations detected.\n' })
  expect(agreed.stderr).toContain('warning: There are 2 heads: bbbb2222, cccc3333. They do not conflict.')
  expect(agreed.stderr).toContain('`limbeck merge heads -m "Merge branches"`')
  expect(agreed.stderr).toContain('`limbeck rebase cccc3333 --onto bbbb2222`')

  revision('dddd4444', 'cccc3333', "await op.dropColumn('users', 'name')")
  revision('eeee5555', 'bbbb2222', "await op.createIndex('ix_users_name', 'users', ['name'])")
  const url = ['--url', 'postgresql://nobody@127.0.0.1:1/none']
  const found = await project.run(['check', ...url])
  expect(found).toMatchObject({
    status: 1,
    stdout: 'Conflicts between heads detected; models and database were not compared.\n',
  })
  expect(found.stderr).toContain("CONFLICT (dropped but used): One side drops column 'users.name'")
  expect(await project.json(['check', ...url])).toMatchObject({
    status: 1,
    document: {
      ok: true,
      result: { heads: ['dddd4444', 'eeee5555'], conflicts: [{ kind: 'droppedAndUsed' }], operations: [] },
    },
  })
})

test('rebase: plan, files, JSON and refusals', async () => {
  revision('cccc3333', 'aaaa1111', "await op.addColumn('users', 'phone', string(20))")
  const before = project.read('migrations/cccc3333.ts')
  const unclear = await project.run(['rebase'])
  expect(unclear.status).toBe(2)
  expect(unclear.stderr).toContain(
    '`limbeck rebase cccc3333 --onto bbbb2222` or `limbeck rebase bbbb2222 --onto cccc3333`',
  )
  expect((await project.run(['upgrade', 'bbbb2222'])).status).toBe(0)
  const applied = await project.run(['rebase', 'bbbb2222'])
  expect(applied).toMatchObject({ status: 2, stdout: '' })
  expect(applied.stderr).toContain('error: Revision bbbb2222 is applied in the database')

  const dry = await project.run(['rebase', '--dry-run'])
  expect(dry).toEqual({
    status: 0,
    stdout: 'Would rewrite migrations/cccc3333.ts: aaaa1111 -> bbbb2222\n',
    stderr: '1 revision would be moved behind bbbb2222: cccc3333.\nThe head is cccc3333.\n',
  })
  expect(project.read('migrations/cccc3333.ts')).toBe(before)
  expect(await project.json(['rebase', 'cccc', '--onto', 'bbbb2222'])).toMatchObject({
    status: 0,
    document: {
      ok: true,
      command: 'rebase',
      result: { written: true, onto: 'bbbb2222', headsAfter: ['cccc3333'], conflicts: [] },
    },
  })
  expect(project.read('migrations/cccc3333.ts')).toBe(
    before.replace('Revises:  aaaa1111', 'Revises:  bbbb2222').replace("= 'aaaa1111'", "= 'bbbb2222'"),
  )
  expect((await project.run(['upgrade', 'head'])).status).toBe(0)
  expect(await project.run(['check'])).toMatchObject({ status: 0, stderr: '' })
})
