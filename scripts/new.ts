/**
 * `npm run new -- operation|rule|command|error NAME [TITLE]`: writes the stub, its page and its line in the registry, the
 * mechanical part of "to add X, touch Y". Refuses to overwrite anything.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const written: string[] = []

function write(path: string, text: string): void {
  if (existsSync(join(root, path))) stop(`${path} exists already`)
  writeFileSync(join(root, path), text)
  written.push(path)
}

/** Puts lines in front of the first line that matches. */
function insert(path: string, before: RegExp, text: string): void {
  const lines = readFileSync(join(root, path), 'utf8').split('\n')
  const place = lines.findIndex((line) => before.test(line))
  if (place < 0) stop(`${path} has no line like ${before}`)
  lines.splice(place, 0, ...text.split('\n'))
  writeFileSync(join(root, path), lines.join('\n'))
  written.push(path)
}

function stop(message: string): never {
  console.error(message)
  process.exit(2)
}

const camel = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
const pascal = (name: string) => camel(name).replace(/^./, (letter) => letter.toUpperCase())

function newRule(name: string, title: string): void {
  write(
    `src/review/rules/${name}.ts`,
    `import type { ReviewRule } from '../rule.ts'

/** TODO: why this is worth a finding, in one sentence. */
export const ${camel(name)}: ReviewRule = {
  id: '${name}',
  title: '${title.replaceAll("'", "\\'")}',
  severity: 'warning',
  *check({ steps }) {
    for (const { operation, position } of steps) {
      if (operation.kind !== 'dropTable') continue
      yield { message: 'TODO: what was found, in the user’s names', help: 'TODO: what to do about it', position }
    }
  },
}
`,
  )
  insert('src/review/rules/registry.ts', /^\/\*\* Every rule/, `import { ${camel(name)} } from './${name}.ts'\n`)
  insert('src/review/rules/registry.ts', /^ {2}notReviewable,/, `  ${camel(name)},`)
  insert('docs/rules/README.md', /^\| \[suppression\]/, `| [${name}](${name}.md) | ${title} | warning |`)
  write(
    `docs/rules/${name}.md`,
    `# ${name}\n\n**Severity:** warning\n\n${title}.\n\nTODO: why it matters, with an example.\n\n**What to do.** TODO\n`,
  )
}

function newError(code: string, title: string): void {
  const areas: { readonly [digit: string]: string } = {
    1: 'configuration',
    2: 'revisions',
    3: 'models',
    4: 'connection',
    5: 'diff',
    6: 'execution',
    7: 'review',
    9: 'internal',
  }
  const area = /^LB[1-79]\d{3}$/.test(code) ? areas[code[2] ?? ''] : undefined
  if (area === undefined)
    stop(
      'A code is LB and four digits: LB1 configuration, LB2 revisions, LB3 models, LB4 connection, LB5 diff, LB6 execution, LB7 review, LB9 faults',
    )
  insert(
    `src/errors/codes/${area}.ts`,
    /^\}\)/,
    `  ${code}: { title: '${title.replaceAll("'", "\\'")}', exitStatus: 2 },`,
  )
  write(
    `docs/errors/${code}.md`,
    `# ${code}: ${title}\n\nTODO: what happened, and why, with a short example.\n\n**What to do.** TODO\n`,
  )
}

function newCommand(name: string, title: string): void {
  write(
    `src/cli/commands/${name}.ts`,
    `import { defineCommand } from '../command.ts'

export const ${camel(name)} = defineCommand({
  name: '${name}',
  group: 'look',
  summary: '${title.replaceAll("'", "\\'")}',
  description: ['TODO: what the reader of the help must know.'],
  arguments: {},
  options: {},
  examples: [['limbeck ${name}', 'TODO']],
  run: async ({ openProject }) => {
    const project = await openProject()
    const result = await project.heads()
    return { result, print: (terminal) => terminal.notice('TODO') }
  },
})
`,
  )
  insert('src/cli/commands/index.ts', /^\/\*\* Every command/, `import { ${camel(name)} } from './${name}.ts'\n`)
  insert('src/cli/commands/index.ts', /^ {2}doctor,/, `  ${camel(name)},`)
}

function newOperation(name: string, title: string): void {
  write(
    `src/operations/${name}.ts`,
    `import { statement } from '../sql/index.ts'
import { sourceString } from '../text/index.ts'
import type { ${pascal(name)} } from './data.ts'
import { defineOperation } from './definition.ts'
import { printCall } from './source/call-place.ts'

/** ${title}. */
export const ${camel(name)} = defineOperation<${pascal(name)}>({
  kind: '${camel(name)}',
  touches: () => [],
  reverse: () => ({ kind: 'irreversible', reason: 'TODO' }),
  apply() {},
  emit: (op, grammar) => [statement(\`TODO \${grammar.quote(op.name)}\`)],
  source(op, writer, receiver) {
    printCall(writer, receiver, '${camel(name)}', [sourceString(op.name)])
  },
  describe: (op) => \`${title} \${op.name}\`,
})
`,
  )
  insert(
    'src/operations/data.ts',
    /^export type Operation =/,
    `/** ${title}. */\nexport interface ${pascal(name)} {\n  readonly kind: '${camel(name)}'\n  readonly name: string\n}\n`,
  )
  insert('src/operations/data.ts', /^ {2}\| ExecuteSql/, `  | ${pascal(name)}`)
  insert('src/operations/registry.ts', /^import \{ setTableComment/, `import { ${camel(name)} } from './${name}.ts'`)
  insert('src/operations/registry.ts', /^ {2}execute: executeSql,/, `  ${camel(name)},`)
}

const [kind, name, ...words] = process.argv.slice(2)
const makers: { readonly [kind: string]: (name: string, title: string) => void } = {
  rule: newRule,
  error: newError,
  command: newCommand,
  operation: newOperation,
}
const make = makers[kind ?? '']
if (make === undefined || name === undefined) {
  stop('npm run new -- operation|rule|command NAME [TITLE], or: npm run new -- error LB0000 TITLE')
}
if (kind !== 'error' && !/^[a-z]+(-[a-z]+)*$/.test(name)) stop(`"${name}" is not kebab-case`)
make(name, words.join(' ') || name.replaceAll('-', ' '))
console.log(written.map((path) => `wrote ${path}`).join('\n'))
if (kind === 'operation')
  console.log(
    'Then: its call in src/operations/operations.ts and the facade, its section in docs/operations.md, its test.',
  )
