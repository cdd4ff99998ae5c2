import { spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { compileCache } from './compile-cache.ts'

const root = path.join(import.meta.dirname, '../..')

export interface CliRun {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A project in a temporary folder, with limbeck from this checkout's sources in its `node_modules`. */
export class CliProject implements Disposable {
  readonly folder: string

  constructor(options: { readonly type?: 'module' | 'commonjs' } = {}) {
    this.folder = mkdtempSync(path.join(tmpdir(), 'limbeck-cli-'))
    this.write(
      'package.json',
      `${JSON.stringify({ name: 'project', private: true, type: options.type ?? 'module' })}\n`,
    )
    const own = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      exports: Record<string, unknown>
    }
    const entries = Object.keys(own.exports).filter((entry) => entry !== './package.json')
    const sources = entries.map((entry) => [entry, `./src/public/${entry === '.' ? 'index' : entry.slice(2)}.ts`])
    this.write(
      'node_modules/limbeck/package.json',
      JSON.stringify({ name: 'limbeck', type: 'module', exports: Object.fromEntries(sources) }),
    )
    symlinkSync(path.join(root, 'src'), path.join(this.folder, 'node_modules/limbeck/src'), 'dir')
  }

  write(file: string, text: string): void {
    const full = path.join(this.folder, file)
    mkdirSync(path.dirname(full), { recursive: true })
    writeFileSync(full, text)
  }

  read(file: string): string {
    return readFileSync(path.join(this.folder, file), 'utf8')
  }

  has(file: string): boolean {
    return existsSync(path.join(this.folder, file))
  }

  /** The revision files by name. */
  revisionFiles(folder = 'migrations'): readonly string[] {
    return readdirSync(path.join(this.folder, folder))
      .filter((name) => name.endsWith('.ts'))
      .sort()
  }

  /** Runs the command line in the project, without a terminal. Ctrl-C is sent when `interruptOn` appears on stderr. */
  run(
    args: readonly string[],
    options: { readonly env?: Record<string, string>; readonly cwd?: string; readonly interruptOn?: string } = {},
  ): Promise<CliRun> {
    const { DATABASE_URL: _, LIMBECK_CONFIG: __, FORCE_COLOR: ___, ...environment } = process.env
    const child = spawn(process.execPath, [path.join(root, 'src/cli/main.ts'), ...args], {
      cwd: path.join(this.folder, options.cwd ?? ''),
      env: { ...environment, ...compileCache, NO_COLOR: '1', ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const output = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        output[name] += text
        if (options.interruptOn !== undefined && text.includes(options.interruptOn)) child.kill('SIGINT')
      })
    }
    return new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('close', (status) => resolve({ status, ...output }))
    })
  }

  /** Runs with `--json` and gives the document with the status. */
  async json(args: readonly string[]): Promise<{ readonly status: number | null; readonly document: unknown }> {
    const { status, stdout } = await this.run([...args, '--json'])
    return { status, document: JSON.parse(stdout) }
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}
