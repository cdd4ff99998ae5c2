import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const root = path.join(import.meta.dirname, '../..')

/** The package as npm would publish it, built and packed into a folder of its own. */
export class PackedPackage implements Disposable {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'limbeck-pack-'))
  readonly #archive: string
  /** The files inside, relative to the package. */
  readonly files: readonly string[]

  constructor() {
    // `npm test` has built it; building again here would take the files away from tests that run beside this one.
    if (!existsSync(path.join(root, 'dist/cli.js'))) {
      execFileSync(process.execPath, [path.join(root, 'scripts/build.ts')], { cwd: root, stdio: 'pipe' })
    }
    const output = execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', this.#folder], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'ignore'],
      encoding: 'utf8',
      shell: process.platform === 'win32',
    })
    // npm prints a list or an object by package, depending on its version.
    const parsed = JSON.parse(output) as Record<string, { filename: string; files: readonly { path: string }[] }>
    const packed = Object.values(parsed)[0]
    if (packed === undefined) throw new Error('npm pack said nothing')
    this.#archive = path.join(this.#folder, packed.filename)
    this.files = packed.files.map((file) => file.path)
  }

  /** Unpacks it into a project's `node_modules`, with what it depends on linked from this checkout. Needs no network. */
  installInto(project: string, others: readonly string[] = []): void {
    const modules = path.join(project, 'node_modules')
    const target = path.join(modules, 'limbeck')
    mkdirSync(target, { recursive: true })
    execFileSync('tar', ['-xzf', this.#archive, '-C', target, '--strip-components=1'])
    for (const name of ['@clack/prompts', 'jiti', ...others]) {
      const link = path.join(modules, name)
      mkdirSync(path.dirname(link), { recursive: true })
      if (!existsSync(link)) symlinkSync(path.join(root, 'node_modules', name), link, 'dir')
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
