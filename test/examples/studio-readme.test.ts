import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { copyExample } from '../support/example-project.ts'
import { createScratchDatabase } from '../support/postgres-database.ts'
import { blocksOf, shellIn, walk } from './readme-walk.ts'

const file = path.join(import.meta.dirname, '../../examples/crewai-studio/backend/README.md')

test('the page of the example is true from top to bottom', { timeout: 240_000 }, async () => {
  using example = copyExample()
  await using database = await createScratchDatabase('readme')
  const page = readFileSync(file, 'utf8')
  const shell = shellIn(example.folder, { 'postgresql://studio:secret@localhost/studio': database.url })
  let walked = page
  for (const block of blocksOf(page)) {
    const fresh = await walk(block, example.folder, shell)
    walked = walked.replace(`\`\`\`${block.language}\n${block.text}`, () => `\`\`\`${block.language}\n${fresh}`)
  }
  // With this variable set, the page is brought up to date instead.
  if (process.env['LIMBECK_UPDATE_EXAMPLE'] === '1') writeFileSync(file, walked)
  else expect(walked, 'LIMBECK_UPDATE_EXAMPLE=1 vitest run test/examples brings the page up to date').toBe(page)
})
