import path from 'node:path'
import { defineCommand } from '../command.ts'
import { defined } from '../defined.ts'
import { countFindings, findingLines } from '../output/operation-lines.ts'

export const review = defineCommand({
  name: 'review',
  group: 'check',
  summary: 'Look through revisions for what tends to go wrong',
  description: [
    'Possible renames, unclear names, missing indexes and constraints, lost data, downgrades that cannot work, and more: each rule has a page in docs/rules. Needs no database. Exits with 1 when a finding is at least as bad as `review.failOn` says.',
  ],
  arguments: { revision: { optional: true, summary: 'A revision, or a range A:B; default: all' } },
  options: {},
  examples: [
    ['limbeck review head', 'The newest revision'],
    ['limbeck review 27c6a3:heads', 'What came after this one'],
  ],
  run: async ({ cwd, openProject }, values) => {
    const project = await openProject()
    const result = await project.review(defined({ range: values.arguments.revision }))
    return {
      result,
      status: result.failed ? 1 : 0,
      print: (terminal) => {
        const groups = Map.groupBy(result.findings, (finding) => finding.file ?? finding.revision)
        for (const [file, findings] of groups) {
          terminal.out(terminal.outStyle.bold(path.isAbsolute(file) ? path.relative(cwd, file) : file))
          for (const finding of findings) {
            for (const line of findingLines(finding, terminal.outStyle)) terminal.out(line)
          }
        }
        const count = result.revisions.length
        terminal.notice(
          `${count} ${count === 1 ? 'revision' : 'revisions'} reviewed: ${countFindings(result.findings)}.`,
        )
      },
    }
  },
})
