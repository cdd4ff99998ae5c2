import { execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import {
  type OrdinaryUser,
  type PostgresBinaries,
  findOrdinaryUser,
  findPostgresBinaries,
  postgresCache,
  reachableBinaries,
} from './postgres-binaries.ts'

/** A PostgreSQL server for tests. */
export interface PostgresServer {
  /** URL of a superuser on the database `postgres`. */
  readonly url: string
  /** The folder of its Unix socket, or null for a server that was given by LIMBECK_TEST_POSTGRES_URL. */
  readonly socketDirectory: string | null
  stop(): Promise<void>
}

const password = 'limbeck'

/**
 * Starts a server on a free port, with everything that makes it slow and durable turned off. It ends with
 * {@link PostgresServer.stop}, and with this process, however that ends. LIMBECK_TEST_POSTGRES_URL names a running
 * server to use instead; LIMBECK_TEST_POSTGRES_VERSION another major.
 */
export async function startPostgresServer(
  options: { readonly version?: string | undefined } = {},
): Promise<PostgresServer> {
  const given = process.env['LIMBECK_TEST_POSTGRES_URL']
  if (given !== undefined && given !== '') return { url: given, socketDirectory: null, stop: async () => {} }
  const binaries = findPostgresBinaries(options.version ?? (process.env['LIMBECK_TEST_POSTGRES_VERSION'] || undefined))
  const user = findOrdinaryUser()
  const folder = mkdtempSync(join(tmpdir(), 'limbeck-pg-'))
  chmodSync(folder, 0o755)
  const native = reachableBinaries(binaries, user, folder)
  const data = makeCluster(binaries, native, user, folder)
  const port = await freePort()
  const server = runServer(native, data, folder, port, user)
  const url = `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`
  try {
    await untilReady(url, server.hasEnded)
  } catch (error) {
    const log = readFileSync(join(folder, 'log'), 'utf8')
    await server.stop()
    throw new Error(`The PostgreSQL test server did not start:\n${log}`, { cause: error })
  }
  return { url, socketDirectory: folder, stop: server.stop }
}

const clusterOptions = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--wal-segsize=1', '--no-sync']

/** A data directory for one server: a copy of what initdb made for this version once. */
function makeCluster(binaries: PostgresBinaries, native: string, user: OrdinaryUser | null, folder: string): string {
  const template = join(postgresCache, `cluster-${binaries.version}`)
  const data = join(folder, 'data')
  if (existsSync(template)) {
    execFileSync('cp', ['-R', template, data])
    own(data, user)
    return data
  }
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, password)
  mkdirSync(data)
  own(data, user)
  execFileSync(
    join(native, 'bin', 'initdb'),
    ['-D', data, '-U', 'postgres', `--pwfile=${passwordFile}`, ...clusterOptions],
    { ...user, cwd: '/', env: serverEnvironment(native), stdio: ['ignore', 'ignore', 'pipe'] },
  )
  // Another run may make the template at the same moment: the first rename wins, the other's copy is thrown away.
  const draft = `${template}.${process.pid}`
  mkdirSync(postgresCache, { recursive: true })
  execFileSync('cp', ['-R', data, draft])
  try {
    renameSync(draft, template)
  } catch {
    rmSync(draft, { recursive: true, force: true })
  }
  return data
}

function own(folder: string, user: OrdinaryUser | null): void {
  if (user !== null) execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, folder])
  chmodSync(folder, 0o700)
}

const settings = [
  'fsync=off',
  'full_page_writes=off',
  'synchronous_commit=off',
  'max_connections=200',
  // A revision may make thousands of tables in one transaction.
  'max_locks_per_transaction=512',
  'shared_buffers=64MB',
  'max_wal_size=2GB',
  'autovacuum=off',
  'listen_addresses=127.0.0.1',
  'timezone=UTC',
  'log_timezone=UTC',
]

/**
 * The shell around the server waits for the end of its standard input, which the system closes with this process even
 * when it is killed; then it stops the server and takes the folder away.
 */
const guard =
  'folder=$1; shift; "$@" & server=$!; cat > /dev/null; kill -INT "$server" 2> /dev/null; wait "$server"; rm -rf "$folder"'

function runServer(native: string, data: string, folder: string, port: number, user: OrdinaryUser | null) {
  // As root the server must not hold our standard output, or whoever waits for its end waits for ever.
  const log = openSync(join(folder, 'log'), 'a')
  if (user !== null) execFileSync('chown', [`${user.uid}:${user.gid}`, folder])
  const args = ['-D', data, '-p', String(port), '-k', folder, ...settings.flatMap((setting) => ['-c', setting])]
  const child = spawn('sh', ['-c', guard, 'guard', folder, join(native, 'bin', 'postgres'), ...args], {
    ...user,
    cwd: '/',
    env: serverEnvironment(native),
    stdio: ['pipe', log, log],
    detached: true,
  })
  let ended = false
  const end = new Promise<void>((resolve) => {
    child.once('exit', () => {
      ended = true
      resolve()
    })
  })
  child.unref()
  const removeFolder = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', removeFolder)
  return {
    hasEnded: () => ended,
    stop: async () => {
      child.ref()
      child.stdin?.end()
      await end
      process.off('exit', removeFolder)
      removeFolder()
    },
  }
}

function serverEnvironment(native: string): NodeJS.ProcessEnv {
  const library = join(native, 'lib')
  return { PATH: process.env['PATH'], LC_ALL: 'C', LD_LIBRARY_PATH: library, DYLD_LIBRARY_PATH: library }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(address)))
    })
  })
}

async function untilReady(url: string, hasEnded: () => boolean): Promise<void> {
  const giveUpAt = Date.now() + 30_000
  for (;;) {
    const client = new Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (hasEnded() || Date.now() > giveUpAt) throw error
      await pause(20)
    }
  }
}
