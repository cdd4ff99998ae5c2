import { expect, test } from 'vitest'
import { CliProject } from '../../../test/support/cli-project.ts'

test('what hooks and revision files write stands on lines of its own', async () => {
  using project = new CliProject()
  project.write(
    'limbeck.config.ts',
    `import { defineConfig } from 'limbeck'
export default defineConfig({
  url: 'sqlite:///./dev.db',
  hooks: { afterRevision: () => { console.error('after') } },
})`,
  )
  const revision = (id: string, down: string, body: string) =>
    project.write(
      `migrations/${id}.ts`,
      `/** Revision ${id} */
export const revision = '${id}'
export const downRevision = ${down}
export async function upgrade() { ${body} }
export async function downgrade() {}`,
    )
  revision('a1', 'null', `console.log('to stdout'); process.stderr.write('to stderr\\n')`)
  revision('a2', `'a1'`, '')
  const { status, stdout, stderr } = await project.run(['upgrade', 'head'])
  const plain = stderr.replace(/\([\d.]+ m?s\)/g, '(time)')
  expect({ status, stdout, plain }).toEqual({
    status: 0,
    stdout: 'to stdout\n',
    plain: [
      'Running upgrade  -> a1, Revision a1',
      'to stderr',
      'after',
      'Running upgrade  -> a1, Revision a1 (time)',
      'Running upgrade a1 -> a2, Revision a2',
      'after',
      'Running upgrade a1 -> a2, Revision a2 (time)',
      'The database is at a2.',
      '',
    ].join('\n'),
  })
})
