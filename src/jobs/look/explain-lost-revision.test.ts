import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ScratchProject, createScratchProject } from '../../../test/support/scratch-project.ts'
import { type LimbeckError, isLimbeckError } from '../../errors/index.ts'
import { openProject } from '../open-project.ts'

const body = 'export async function upgrade() {}\nexport async function downgrade() {}'

let project: ScratchProject

beforeEach(() => {
  project = createScratchProject()
  git('init', '--quiet', '--initial-branch=main')
  project.write('.gitignore', 'test.db*\nnode_modules\n')
  project.revision('aaaa11112222', null, body)
  commit('Begin')
})
afterEach(() => project[Symbol.dispose]())

function git(...args: readonly string[]): string {
  const identity = ['-c', 'user.name=Ana', '-c', 'user.email=ana@example.org', '-c', 'commit.gpgSign=false']
  return execFileSync('git', [...identity, ...args], { cwd: project.folder, encoding: 'utf8', stdio: 'pipe' }).trim()
}

function commit(subject: string): string {
  git('add', '--all')
  git('commit', '--quiet', '-m', subject)
  return git('rev-parse', '--short', 'HEAD')
}

const open = () => openProject({ cwd: project.folder, url: project.sqliteUrl })

async function failure(work: (opened: Awaited<ReturnType<typeof open>>) => Promise<unknown>): Promise<LimbeckError> {
  const opened = await open()
  try {
    await work(opened)
  } catch (error) {
    if (isLimbeckError(error)) return error
    throw error
  } finally {
    await opened.close()
  }
  throw new Error('nothing was thrown')
}

/** The database goes to a revision of another branch; then that branch is left. */
async function leaveBranch(): Promise<string> {
  git('switch', '--quiet', '--create', 'payments')
  project.revision('bbbb11112222', 'aaaa11112222', body)
  renameSync(project.path('migrations/bbbb11112222.ts'), project.path('migrations/payments.ts'))
  const added = commit('Add payments')
  await (await open()).upgrade('head')
  git('switch', '--quiet', 'main')
  return added
}

describe('a revision in the database that no file has', () => {
  test('is named with its branch, its commit and the ways there', async () => {
    const added = await leaveBranch()
    for (const work of [
      (opened: Awaited<ReturnType<typeof open>>) => opened.upgrade('head'),
      (opened: Awaited<ReturnType<typeof open>>) => opened.current(),
    ]) {
      const error = await failure(work)
      expect(error).toMatchObject({ code: 'LB2021', message: "Can't locate revision identified by 'bbbb11112222'" })
      const hints = error.hints.join('\n')
      expect(hints).toContain('git has it on branch payments: migrations/payments.ts with revision bbbb11112222')
      expect(hints).toContain(`added by Ana on ${git('log', '-1', '--format=%as', added)} in ${added} ("Add payments")`)
      expect(hints).toContain('`git switch payments`')
      expect(hints).toContain('`git checkout payments -- :/migrations/payments.ts`')
      expect(hints).toContain('`limbeck stamp --purge <revision>`')
      expect(error.details['git']).toMatchObject({ commit: added, refs: [{ name: 'payments', kind: 'branch' }] })
    }
  })

  test('is back after the command of the hint', async () => {
    await leaveBranch()
    const error = await failure((opened) => opened.upgrade('head'))
    const command = /`git (checkout [^`]+)`/.exec(error.hints.join('\n'))?.[1]?.split(' ') ?? []
    git(...command)
    expect((await (await open()).downgrade('-1')).headsAfter).toEqual(['aaaa11112222'])
  })

  test('is explained by doctor, too', async () => {
    await leaveBranch()
    const { checks } = await (await open()).doctor()
    expect(checks.find((check) => check.name === 'version table')?.hints.join('\n')).toContain('`git switch payments`')
  })

  test('of a branch that was merged and whose file was deleted since', async () => {
    const added = await leaveBranch()
    git('merge', '--quiet', '--no-edit', 'payments')
    rmSync(project.path('migrations/payments.ts'))
    commit('Remove payments')
    git('branch', '--quiet', '-D', 'payments')
    const { hints } = await failure((opened) => opened.upgrade('head'))
    expect(hints.join('\n')).toContain('No branch has it any more.')
    expect(hints.join('\n')).toContain(`\`git checkout ${added} -- :/migrations/payments.ts\``)
  })

  test('whose file was deleted, but not committed', async () => {
    project.revision('bbbb11112222', 'aaaa11112222', body)
    commit('Add it')
    await (await open()).upgrade('head')
    rmSync(project.path('migrations/bbbb11112222.ts'))
    const { hints } = await failure((opened) => opened.upgrade('head'))
    expect(hints.join('\n')).toContain('The branch main has it, the working tree has not')
  })

  test('on a branch of a remote and on a tag', async () => {
    await leaveBranch()
    git('tag', 'v2', 'payments')
    git('update-ref', 'refs/remotes/origin/payments', 'payments')
    git('branch', '--quiet', '-D', 'payments')
    const remote = await failure((opened) => opened.upgrade('head'))
    expect(remote.hints.join('\n')).toContain('git has it on branch origin/payments, tag v2: migrations/payments.ts')
    expect(remote.hints.join('\n')).toContain('`git switch payments`')
    git('update-ref', '-d', 'refs/remotes/origin/payments')
    const tagged = await failure((opened) => opened.upgrade('head'))
    expect(tagged.hints.join('\n')).toContain('`git switch --detach v2`')
  })

  test('that git does not know, or in a project without git, has the general hints', async () => {
    await leaveBranch()
    rmSync(project.path('.git'), { recursive: true })
    const { hints, details } = await failure((opened) => opened.upgrade('head'))
    expect(hints.join('\n')).toContain('`git log --all --oneline -- "*bbbb11112222*"`')
    expect(details).not.toHaveProperty('git')
  })
})

test('an id that only mentions it elsewhere is not taken for it', async () => {
  git('switch', '--quiet', '--create', 'payments')
  project.write(
    'migrations/notes.ts',
    `// the revision 'bbbb11112222' is gone\nexport const revision = 'cccc11112222'\n`,
  )
  commit('Write notes')
  git('switch', '--quiet', 'main')
  expect((await failure((opened) => opened.show('bbbb11112222'))).details).not.toHaveProperty('git')
})

test('a revision that is written in SQL', async () => {
  git('switch', '--quiet', '--create', 'reports')
  project.write(
    'migrations/reports.sql',
    '-- Reports\n--\n-- Revision: dddd11112222\n-- Revises: aaaa11112222\n\nSELECT 1;\n',
  )
  commit('Add reports')
  git('switch', '--quiet', 'main')
  const { hints } = await failure((opened) => opened.show('dddd11112222'))
  expect(hints.join('\n')).toContain('`git checkout reports -- :/migrations/reports.sql`')
})

test('a revision that the user named, by the beginning of its id', async () => {
  await leaveBranch()
  const error = await failure((opened) => opened.show('bbbb11'))
  expect(error.message).toBe("Can't locate revision identified by 'bbbb11'")
  expect(error.hints.join('\n')).toContain('migrations/payments.ts with revision bbbb11112222')
})

test('a parent that is missing: which file refers to it, and where git has it', async () => {
  await leaveBranch()
  const child = project.revision('cccc11112222', 'bbbb11112222', body)
  const error = await failure((opened) => opened.heads())
  expect(error).toMatchObject({
    code: 'LB2005',
    message: 'Revision bbbb11112222 referenced from cccc11112222 is not present',
  })
  expect(error.hints[0]).toBe(`\`downRevision\` in ${child} names it.`)
  expect(error.hints.join('\n')).toContain('`git checkout payments -- :/migrations/payments.ts`')
})

test('a project in a subfolder of the repository, its folder of revisions missing, a name with a space', async () => {
  const text = readFileSync(project.revision('bbbb11112222', 'aaaa11112222', body), 'utf8')
  rmSync(project.path('migrations/bbbb11112222.ts'))
  git('switch', '--quiet', '--create', 'side')
  project.write('apps/my shop/migrations/b.ts', text)
  commit('Move')
  git('switch', '--quiet', 'main')
  mkdirSync(project.path('apps/my shop'), { recursive: true })
  project.write('apps/my shop/limbeck.config.json', '{}')
  const opened = await openProject({ cwd: project.path('apps/my shop'), url: project.sqliteUrl })
  await expect(opened.show('bbbb11112222')).rejects.toMatchObject({
    hints: expect.arrayContaining([
      expect.stringContaining('`git checkout side -- ":/apps/my shop/migrations/b.ts"`'),
    ]) as unknown,
  })
})
