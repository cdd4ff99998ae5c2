/**
 * Builds the package: `src/cli/main.ts` and every file of `src/public/` become entries of `dist/`, with what they share
 * and what is imported on first use in `dist/chunks/`, and their declarations in `dist/types/`.
 */
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { glob, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type Plugin, type RolldownOutput, rolldown } from 'rolldown'

const root = path.join(import.meta.dirname, '..')
const dist = path.join(root, 'dist')
/** Everything is written here first, so that a failed build leaves the last good one in place. */
const fresh = path.join(root, 'dist', `.new-${process.pid}`)

interface PackageFields {
  readonly version: string
  readonly dependencies: Record<string, string>
  readonly peerDependencies: Record<string, string>
}

// The fields read here are in our own package.json.
const packageFields = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as PackageFields

const publicFiles = (await readdir(path.join(root, 'src/public'))).filter(
  (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.endsWith('.test-d.ts'),
)

/** Modules of Node that take milliseconds to load, and of which only functions and constants are used. */
const lateModules = ['node:crypto', 'node:fs', 'node:fs/promises', 'node:os', 'node:util']

/**
 * What is always loaded together goes into one file, because each file costs about a millisecond at start:
 * what the command line needs before it does anything; what configurations and models import; what every command that
 * opens a project needs. The rest is split where it is imported on first use.
 */
const chunkGroups = [
  {
    name: 'start',
    test: /^\0(?:node:|rolldown)|[\\/]package\.json$|src[\\/]runtime[\\/]limbeck-version|src[\\/](?:errors|text[\\/]similar-names|config[\\/](?:find-config|may-define-commands))/,
    priority: 3,
  },
  { name: 'models', test: /src[\\/](?:schema|models)[\\/]/, priority: 1, includeDependenciesRecursively: false },
  { name: 'operations', test: /src[\\/](?:sql|operations)[\\/]/, priority: 1, includeDependenciesRecursively: false },
  {
    name: 'project',
    test: new RegExp(
      `src[\\\\/](?:${[
        '(?:text|graph|config|loading)[\\\\/]',
        'sql[\\\\/](?:placeholders|split-statements)',
        'schema[\\\\/]naming-convention',
        'revisions[\\\\/](?!render-|write-|replace-|rewrite-|plan-|stamp-|revision-template)',
        'runtime[\\\\/](?:explained|read-heads|read-state|journal|journal-entry|state-tables|edited-now|edited-revisions|revision-checksum|run-steps)\\.',
        'jobs[\\\\/](?:[a-z]+[\\\\/])?(?:index|current|heads|history|show|branches|upgrade|last-upgrades|migrate|migration|applied-edits|check-steps|read-graph|read-rows|open-project|run-once|kept-connection|kept-result|with-database|revision-info|run-info)\\.',
        'dialects[\\\\/](?:by-url|parse-database-url|given-connection|commit-one-by-one)',
        'generation[\\\\/](?:hook-failure|comparator|process-revision|rewriter|define-operation|is-operations|table-of-change)',
      ].join('|')})`,
    ),
    priority: 2,
    includeDependenciesRecursively: false,
  },
  // The command line prints conflicts, and jobs put them into errors: see `refuseImportsOfProgram`.
  { name: 'conflicts', test: /src[\\/]conflicts[\\/]/, priority: 1 },
]

try {
  await writeBundle()
  await writeAscii()
  await writeDeclarations()
  await putInPlace()
} finally {
  await rm(fresh, { recursive: true, force: true })
}

async function putInPlace(): Promise<void> {
  const written = await readdir(fresh)
  for (const entry of await readdir(dist)) {
    if (!entry.startsWith('.new-')) await rm(path.join(dist, entry), { recursive: true, force: true })
  }
  for (const entry of written) await rename(path.join(fresh, entry), path.join(dist, entry))
}

/**
 * Loads those modules with the first call of one of their functions. An `import` of them loads every part of them at
 * start, because it reads each export once; that of `node:process` even opens the standard streams.
 */
function lazyBuiltins(): Plugin {
  const load = createRequire(import.meta.url)
  return {
    name: 'lazy-builtins',
    resolveId: (id) =>
      id === 'node:process' || lateModules.includes(id) ? { id: `\0${id}`, moduleSideEffects: false } : null,
    load: (id) => {
      const name = id.slice(1)
      if (name === 'node:process')
        return 'export default process\nexport const { argv, env, execPath, getuid, pid, platform, versions } = process\n'
      return lateModules.includes(name) ? lateExports(name, load(name)).join('\n') : null
    },
  }
}

/** A missing name (a class, say) fails the build instead of surprising somebody later. */
function lateExports(name: string, builtin: Record<string, unknown>): readonly string[] {
  const late = 'late()'
  const exported = Object.entries(Object.getOwnPropertyDescriptors(builtin)).flatMap(([key, { value }]) => {
    if (typeof value === 'function' && /^[a-z]/.test(key))
      return [`export const ${key} = (...all) => ${late}.${key}(...all)`]
    if (key !== 'constants' || typeof value !== 'object' || value === null) return []
    const getters = Object.keys(value).map((constant) => `get ${constant}() { return ${late}.constants.${constant} }`)
    return [`export const constants = { ${getters.join(', ')} }`]
  })
  return [`let loaded\nconst late = () => (loaded ??= process.getBuiltinModule('${name}'))`, ...exported]
}

/**
 * Writes what is not ASCII as escapes; the bundle has it in strings, templates and regular expressions only. One `…` makes every
 * character of a file take two bytes, and loading the files of a command 6 % slower.
 */
async function writeAscii(): Promise<void> {
  for await (const file of glob('**/*.js', { cwd: fresh })) {
    const full = path.join(fresh, file)
    const text = await readFile(full, 'utf8')
    const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
    await writeFile(full, text.replace(/[^\x00-\x7f]/g, escaped))
  }
}

async function writeBundle(): Promise<void> {
  const external = [...Object.keys(packageFields.dependencies), ...Object.keys(packageFields.peerDependencies)]
  const bundle = await rolldown({
    cwd: root,
    input: {
      cli: 'src/cli/main.ts',
      ...Object.fromEntries(publicFiles.map((file) => [path.basename(file, '.ts'), `src/public/${file}`])),
    },
    platform: 'node',
    preserveEntrySignatures: 'allow-extension',
    plugins: [lazyBuiltins()],
    external: (id) =>
      (id.startsWith('node:') && id !== 'node:process' && !lateModules.includes(id)) ||
      external.some((name) => id === name || id.startsWith(`${name}/`)),
    transform: { target: 'node22.18' },
  })
  const { output } = await bundle.write({
    dir: fresh,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
    comments: { annotation: true, jsdoc: false, legal: true },
    codeSplitting: { groups: chunkGroups },
  })
  await bundle.close()
  refuseImportsOfProgram(output)
}

/**
 * What the command line shares with a job lands in `cli.js` unless a group takes it; then whoever imports the package would
 * run the program. Only parts of the command line itself, which runs already, may import it.
 */
function refuseImportsOfProgram(output: RolldownOutput['output']): void {
  const wrong = output.filter(
    (file) =>
      file.type === 'chunk' &&
      [...file.imports, ...file.dynamicImports].includes('cli.js') &&
      !file.moduleIds.every((id) => id.includes(`${path.sep}src${path.sep}cli${path.sep}`)),
  )
  if (wrong.length === 0) return
  const names = wrong.map((file) => file.fileName).join(', ')
  throw new Error(`${names} would run the program when imported: put what they share with it into a group of chunks.`)
}

/** Declarations as TypeScript writes them, with `.js` in place of `.ts` in their imports, as consumers resolve them. */
async function writeDeclarations(): Promise<void> {
  const types = path.join(fresh, 'types')
  const config = path.join(root, 'tsconfig.build.json')
  execFileSync(
    process.execPath,
    [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', config, '--outDir', types],
    {
      cwd: root,
      stdio: 'inherit',
    },
  )
  for await (const file of glob('**/*.d.ts', { cwd: types })) {
    const full = path.join(types, file)
    const text = await readFile(full, 'utf8')
    await writeFile(full, text.replace(/((?:from|import)\s*\(?\s*['"]\.[^'"]*)\.ts(['"])/g, '$1.js$2'))
  }
}
