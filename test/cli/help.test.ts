import path from 'node:path'
import { expect, test } from 'vitest'
import { commands } from '../../src/cli/commands/index.ts'
import { commandText, overviewText } from '../../src/cli/help-text.ts'
import { renderCommandsPage } from './commands-page.ts'

test('the whole help', async () => {
  const text = [overviewText(commands, '0.0.0'), ...commands.map(commandText)].join(`\n\n${'='.repeat(80)}\n\n`)
  await expect(`${text}\n`).toMatchFileSnapshot('help.snapshot.txt')
})

test('docs/commands.md says what the definitions say (`vitest -u` writes it)', async () => {
  await expect(renderCommandsPage(commands)).toMatchFileSnapshot(
    path.join(import.meta.dirname, '../../docs/commands.md'),
  )
})

test.each(commands.map((command) => [command.name, command] as const))(
  '%s: its examples are understood',
  async (_, command) => {
    const { parseArguments } = await import('../../src/cli/parse-arguments.ts')
    for (const [example] of command.examples) {
      const words = [...example.replace(/ (&&|>) .*/, '').matchAll(/"([^"]*)"|(\S+)/g)].map(
        (word) => word[1] ?? word[2] ?? '',
      )
      const argv = words.slice(words.indexOf('limbeck') + 1)
      const parsed = parseArguments(argv, commands)
      if (!example.includes('&&')) expect(parsed.command?.name).toBe(command.name)
    }
  },
)
