import { expect, test } from 'vitest'
import { openProject } from '../../src/jobs/index.ts'
import type { LimbeckEvent } from '../../src/runtime/index.ts'
import { createScratchProject } from '../support/scratch-project.ts'

test('models that export no table are warned about: they look like a wish to drop everything', async () => {
  using project = createScratchProject({
    'models/user.ts': `import { integer, table } from 'limbeck/model'
export const users = () => table('users', { id: integer().primaryKey() })
`,
  })
  const events: LimbeckEvent[] = []
  const opened = await openProject({
    cwd: project.folder,
    url: project.sqliteUrl,
    onEvent: (event) => events.push(event),
  })
  await opened.check()
  expect(events.filter(({ kind }) => kind !== 'progress')).toMatchObject([
    { kind: 'warning', message: 'The model files export no table.' },
  ])
  const { checks } = await opened.doctor()
  expect(checks.find(({ name }) => name === 'models')).toMatchObject({ status: 'warning' })
})
