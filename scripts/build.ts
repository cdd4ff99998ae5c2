/**
 * Builds the package: `src/cli/main.ts` and every file of `src/public/` become entries of `dist/`, with what they share
 * and what is imported on first use in `dist/chunks/`, and their declarations in `dist/types/`.
 */
import { execFileSync } from 'node:child_process'
import { glob, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { rolldown } from 'rolldown'

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

try {
  await writeBundle()
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

async function writeBundle(): Promise<void> {
  const external = [...Object.keys(packageFields.dependencies), ...Object.keys(packageFields.peerDependencies)]
  const bundle = await rolldown({
    cwd: root,
    input: {
      cli: 'src/cli/main.ts',
      ...Object.fromEntries(publicFiles.map((file) => [path.basename(file, '.ts'), `src/public/${file}`])),
    },
    platform: 'node',
    external: (id) => id.startsWith('node:') || external.some((name) => id === name || id.startsWith(`${name}/`)),
    transform: { target: 'node22.18' },
  })
  await bundle.write({
    dir: fresh,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
  })
  await bundle.close()
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
