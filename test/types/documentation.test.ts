import { spawnSync } from 'node:child_process'
import { readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { CliProject } from '../support/cli-project.ts'

vi.setConfig({ testTimeout: 120_000 })

const root = path.join(import.meta.dirname, '../..')

test.each(['api', 'testing'])('the examples of docs/%s.md compile as they stand there', (page) => {
  using project = new CliProject()
  const text = readFileSync(path.join(root, `docs/${page}.md`), 'utf8')
  const examples = [...text.matchAll(/^```ts\n([^]*?)^```$/gm)].map((found) => found[1] ?? '')
  expect(examples.length).toBeGreaterThan(3)
  for (const [index, example] of examples.entries()) project.write(`example-${index + 1}.ts`, example)
  project.write('server.ts', 'export async function startServer(): Promise<void> {}\n')
  for (const name of ['pg', '@types', 'vitest']) {
    symlinkSync(path.join(root, 'node_modules', name), path.join(project.folder, 'node_modules', name), 'dir')
  }
  const base = JSON.parse(readFileSync(path.join(root, 'tsconfig.json'), 'utf8').replace(/^\s*\/\/.*$/gm, '')) as {
    compilerOptions: object
  }
  project.write(
    'tsconfig.json',
    JSON.stringify({
      compilerOptions: { ...base.compilerOptions, noEmit: true, noUnusedLocals: false, types: ['node'] },
      include: ['*.ts'],
    }),
  )
  const tsc = spawnSync(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', project.folder], {
    encoding: 'utf8',
  })
  // What limbeck's own sources say is not this test's.
  expect(tsc.stdout.split('\n').filter((line) => line.includes('example-'))).toEqual([])
})
