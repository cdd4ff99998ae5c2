import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { mayDefineCommands } from './may-define-commands.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'limbeck-commands-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const plain = `import { defineConfig } from 'limbeck'\nimport { join } from "node:path"\nimport type { Table } from 'limbeck/model'\n`

test.each([
  [`${plain}export default defineConfig({ url: process.env.URL, migrations: join('a', 'b') })\n`, false],
  [`${plain}export default defineConfig({ commands: {} })\n`, true],
  [
    `import { defineConfig } from 'limbeck'\nimport shared from './shared.ts'\nexport default defineConfig({ ...shared })\n`,
    true,
  ],
  [`import 'limbecker'\nexport default {}\n`, true],
  ['export default { ...(await import(`./shared.ts`)).default }\n', true],
  ['export default { ...(await import (name)).default }\n', true],
  [`module.exports = { ...require('@company/limbeck') }\n`, true],
  [
    `import { createRequire } from 'node:module'\nexport default createRequire(import.meta.url)('./shared.json')\n`,
    true,
  ],
])('%j: %s', (text, may) => {
  writeFileSync(path.join(folder, 'limbeck.config.ts'), text)
  expect(mayDefineCommands(folder, undefined)).toBe(may)
})

test('JSON cannot, and one that is not there is an error where it was named', () => {
  writeFileSync(path.join(folder, 'other.json'), '{ "commands": {} }')
  expect(mayDefineCommands(folder, 'other.json')).toBe(false)
  expect(() => mayDefineCommands(folder, 'nowhere.json')).toThrow('There is no configuration file')
})
