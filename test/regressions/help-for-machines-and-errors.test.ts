import { expect, test, vi } from 'vitest'
import { CliProject } from '../support/cli-project.ts'

vi.setConfig({ testTimeout: 60_000 })

test('help and the version are documents, too', async () => {
  using project = new CliProject()
  const help = await project.run(['help', 'upgrade', '--json'])
  expect(JSON.parse(help.stdout)).toMatchObject({ ok: true, command: 'help' })
  const version = await project.run(['--version', '--json'])
  expect(JSON.parse(version.stdout)).toMatchObject({ ok: true, result: { version: expect.any(String) as string } })
})

test('the code of an error is a topic of help', async () => {
  using project = new CliProject()
  const page = await project.run(['help', 'lb6014'])
  expect(page).toMatchObject({ status: 0, stderr: '' })
  expect(page.stdout).toContain('up to date')
  expect(await project.run(['help', 'LB0000'])).toMatchObject({ status: 2 })
})
