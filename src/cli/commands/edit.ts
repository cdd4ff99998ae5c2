import { LimbeckError } from '../../errors/index.ts'
import { defineCommand } from '../command.ts'

export const edit = defineCommand({
  name: 'edit',
  group: 'write',
  summary: 'Open the file of a revision in an editor',
  description: [
    'Takes the program in `EDITOR` or `VISUAL`, else the first of sensible-editor, editor, nano, vim and code that there is.',
  ],
  arguments: { revision: { summary: 'What to open' } },
  options: {},
  examples: [['EDITOR="code --wait" limbeck edit head', 'The newest revision in Visual Studio Code']],
  run: async ({ openProject, cwd, globals, canAsk }, values) => {
    const project = await openProject()
    const { revisions } = await project.show(values.arguments.revision)
    const files = revisions.map((revision) => revision.file)
    if (files.length === 0) {
      const symbol = values.arguments.revision
      const nowhere = symbol === 'current'
      throw new LimbeckError(
        'LB2001',
        nowhere ? 'No current revisions' : `No revision files indicated by symbol '${symbol}'`,
        {
          hints: [
            nowhere
              ? 'The database is at base: `limbeck upgrade head` applies the revisions.'
              : 'Run `limbeck history` to see the revisions.',
          ],
          details: { revision: symbol },
        },
      )
    }
    const { openEditor } = await import('../open-editor.ts')
    await openEditor(files, cwd, { hasTerminal: canAsk(), output: globals.json ? 'stderr' : 'stdout' })
    return { result: { files }, print: () => {} }
  },
})
