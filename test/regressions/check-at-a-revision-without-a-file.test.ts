import { rmSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openProject } from '../../src/jobs/index.ts'
import { createScratchProject } from '../support/scratch-project.ts'

test('check at a revision that has no file says so, instead of asking for an upgrade that cannot work', async () => {
  using project = createScratchProject({ 'models/none.ts': '' })
  const empty = 'export async function upgrade() {}\nexport async function downgrade() {}'
  project.revision('aaaa1', null, empty)
  const file = project.revision('bbbb2', 'aaaa1', empty)
  const url = project.sqliteUrl
  {
    const opened = await openProject({ cwd: project.folder, url })
    await opened.upgrade('head')
  }
  rmSync(file)
  const opened = await openProject({ cwd: project.folder, url })
  await expect(opened.check()).rejects.toMatchObject({ code: 'LB2021' })
})
