import { beforeAll, describe, expect, test, vi } from 'vitest'
import { runCli } from '../../src/cli/run-cli.ts'
import { CliProject } from '../support/cli-project.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let project: CliProject
const at = (place: string) => ['--url', `sqlite:///${project.folder}/${place}.db`]

/** Runs a command line as the program does, without a process of its own. */
async function run(args: readonly string[]) {
  const text = { stdout: '', stderr: '' }
  const stream = (name: 'stdout' | 'stderr') => ({ write: (part: string) => (text[name] += part) })
  const status = await runCli(args, {
    cwd: project.folder,
    environment: { EDITOR: '', VISUAL: '' },
    stdin: {},
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    signal: new AbortController().signal,
    isInterrupted: () => false,
  })
  return { status, ...text }
}

/** aaaa1111 is the base, bbbb2222 (branch `left`) and cccc3333 follow it, dddd4444 follows cccc3333 and depends on bbbb2222. */
beforeAll(async () => {
  // npm names an editor where nobody did.
  vi.stubEnv('EDITOR', '')
  vi.stubEnv('VISUAL', '')
  project = new CliProject()
  project.write('limbeck.config.json', '{}')
  const create = (id: string, ...more: readonly string[]) =>
    run(['revision', '-m', `Message of ${id}`, '--rev-id', id, ...more])
  await create('aaaa1111')
  await create('bbbb2222', '--branch-label', 'left')
  await create('cccc3333', '--head', 'aaaa', '--splice')
  await create('dddd4444', '--head', 'cccc', '--depends-on', 'bbbb', '--version-path', 'migrations')
  await Promise.all([
    run(['stamp', 'aaaa', ...at('one')]),
    run(['stamp', 'bbbb', ...at('two')]),
    run(['stamp', 'bbbb', 'cccc', ...at('three')]),
  ])
  return () => project[Symbol.dispose]()
})

test('options of revision stand in the file', () => {
  const [, two = '', three = '', four = ''] = project.revisionFiles().map((name) => project.read(`migrations/${name}`))
  expect(two).toContain("export const branchLabels: string[] = ['left']")
  expect(three).toContain("export const downRevision = 'aaaa1111'")
  expect(four).toContain("export const dependsOn: string[] = ['bbbb2222']")
})

describe('the first sentence of an error is the one that Alembic’s users know', () => {
  test.each<[string, string, string?]>([
    ['show zzzz', "Can't locate revision identified by 'zzzz'"],
    ['show left@cccc', "Can't locate revision identified by 'left@cccc'"],
    [
      'upgrade head',
      "Multiple head revisions are present for given argument 'head'; please specify a specific target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads",
    ],
    [
      'revision -m x',
      'Multiple heads are present; please specify the head revision on which the new revision should be based, or perform a merge.',
    ],
    ['stamp head', 'Multiple heads are present; please specify a single target revision'],
    [
      'revision -m x --head aaaa',
      'Revision aaaa1111 is not a head revision; please specify --splice to create a new branch from this revision',
    ],
    ['revision -m x --head bbbb --rev-id a-b', "Character(s) '-' not allowed in revision identifier 'a-b'"],
    ['revision -m x --head bbbb --version-path elsewhere', 'Path '],
    ['revision -m x --sql', 'Using --sql with the revision command'],
    ['revision -m x --autogenerate --sql', 'Using --sql with --autogenerate does not make any sense'],
    ['revision -m x --autogenerate --head bbbb', 'Target database is not up to date.', 'one'],
    ['merge bbbb bbbb', 'Duplicate head revisions specified'],
    ['upgrade base:bbbb', 'Range revision not allowed'],
    ['upgrade +1', 'Ambiguous walk', 'one'],
    ['upgrade +1', 'Ambiguous upgrade from multiple current revisions', 'three'],
    ['upgrade +5', "Relative revision +5 didn't produce 5 migrations", 'two'],
    ['downgrade base --sql', 'downgrade with --sql requires <fromrev>:<torev>'],
    ['downgrade aaaa-3', 'Walked too far', 'two'],
    ['downgrade cccc', 'Destination cccc is not a valid downgrade target from current head(s)', 'two'],
    ['stamp aaaa bbbb', 'Requested revision'],
    ['stamp bbbb --purge --sql', "Can't use --purge with --sql mode"],
    [
      'stamp aaaa:bbbb base:cccc --sql',
      'Stamp operation with --sql only supports a single starting revision at a time',
    ],
    ['history -r aaaa', 'History range requires [start]:[end], [start]:, or :[end]'],
    [
      'history -r bbbb:cccc',
      'Requested range bbbb:cccc does not refer to ancestor/descendant revisions along the same branch',
    ],
    ['edit current', 'No current revisions'],
    ['edit aaaa', 'Error executing editor ('],
    ['init migrations -c none.ts', 'Directory migrations already exists and is not empty'],
    ['init -t nothing', "No such template 'nothing'"],
    ['list_templates nowhere', "Path doesn't exist: "],
  ])('limbeck %s', async (line, sentence, place = 'none') => {
    const { status, stdout, stderr } = await run([...line.split(' '), ...at(place)])
    expect(stderr).toContain(`error: ${sentence}`)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  })

  test('current --check-heads and check', async () => {
    expect(await run(['current', '--check-heads', ...at('one')])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('Database is not on all head revisions'),
    })
  })
})

describe('what is typed from habit', () => {
  test.each([
    ['ensure_version', 'one'],
    ['list_templates', 'one'],
    ['merge bbbb dddd -m Join --rev-id eeee5555', 'one'],
    ['stamp --purge heads', 'four'],
    ['history -r-2:current', 'three'],
    ['show left', 'one'],
  ])('limbeck %s', async (line, place) => {
    expect(await run([...line.split(' '), ...at(place)])).toMatchObject({ status: 0 })
  })
})
