import { expect, test } from 'vitest'
import { CliProject } from '../../test/support/cli-project.ts'
import { ownCommandNames } from '../config/index.ts'
import { commands } from './commands/index.ts'

test('the configuration knows the name of every command there is', () => {
  expect([...ownCommandNames]).toEqual(commands.map(({ name }) => name))
})

test('a command of the project with the name of one of limbeck’s is refused, and help lists one', async () => {
  using project = new CliProject()
  project.write(
    'limbeck.config.ts',
    `import { defineCommand, defineConfig } from 'limbeck'
export default defineConfig({
  url: 'sqlite:///./dev.db',
  commands: { upgrade: defineCommand({ summary: 'Mine', run: () => 'mine' }) },
})`,
  )
  const { status, stderr } = await project.run(['upgrade', 'head'])
  expect({ status, stderr }).toMatchObject({
    status: 2,
    stderr: expect.stringContaining(
      'limbeck.config.ts: "commands.upgrade": limbeck has a command of that name itself.\n  - Choose another name.\n  LB1003',
    ),
  })
  expect((await project.run(['help'])).stdout).not.toContain('Mine')
})

test('a review rule that does not exist is refused by every command', async () => {
  using project = new CliProject()
  project.write(
    'limbeck.config.json',
    JSON.stringify({ url: 'sqlite:///./dev.db', review: { rules: { 'data-los': 'off' } } }),
  )
  for (const command of [['check'], ['current'], ['upgrade', 'head'], ['review']]) {
    expect(await project.run(command)).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(
        /review\.rules names "data-los", which is not a rule\.\n {2}- Did you mean "data-loss"\?/,
      ),
    })
  }
})
