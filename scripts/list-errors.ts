/** Writes docs/errors/README.md, the list of all error codes. `npm run docs:errors`; a house test says when it is stale. */
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { errorCodes } from '../src/errors/index.ts'

const areas: readonly (readonly [prefix: string, title: string])[] = [
  ['LB1', 'Usage and configuration'],
  ['LB2', 'Revisions'],
  ['LB3', 'Models'],
  ['LB4', 'Connection and introspection'],
  ['LB5', 'Comparison and operations'],
  ['LB6', 'Running revisions'],
  ['LB7', 'Review'],
  ['LB9', 'Faults of limbeck'],
]

const rows = Object.entries(errorCodes).sort(([a], [b]) => (a < b ? -1 : 1))
const sections = areas.map(([prefix, title]) => {
  const list = rows.filter(([code]) => code.startsWith(prefix))
  return `## ${title}\n\n${list.map(([code, row]) => `- [${code}](${code}.md) ${row.title}`).join('\n')}\n`
})
const text = `# Error codes

Every error has a code, a message with your own names in it, and hints with the next command. With \`--json\` the code stands in
\`error.code\`. Exit status 2: refused, nothing was done; 3: the database could not be reached or a statement failed; 70: a fault
of limbeck.

${sections.join('\n')}`

writeFileSync(join(resolve(import.meta.dirname, '..'), 'docs/errors/README.md'), text)
