import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { single } from '../databases/databases.ts'
import type { TimedCommand } from '../measure/timed-command.ts'
import { smallChange } from '../projects/small-changes.ts'
import type { Stage } from '../stage.ts'
import { demandChanges } from '../states/small-changes.ts'
import { type Contender, type PeerWork, demand } from '../workload.ts'
import { peers } from './index.ts'
import { type Peer, isPeerInstalled, peerFolder } from './peer.ts'

/** Some peers take a minute. */
const mostTurns = 3

/** The installed peers that can do that work. One that cannot be made ready is left out, and `say` tells why. */
export async function peerContenders(
  stage: Stage,
  work: PeerWork,
  say: (line: string) => void,
): Promise<readonly Contender[]> {
  const contenders: Contender[] = []
  for (const peer of peers.filter(isPeerInstalled)) {
    try {
      const contender = await contenderOf(stage, peer, work)
      if (contender !== null) contenders.push({ ...contender, name: peer.name, runs: mostTurns, optional: true })
    } catch (error) {
      say(`    ${peer.name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return contenders
}

type Part = Pick<Contender, 'command' | 'before' | 'check'>

async function contenderOf(stage: Stage, peer: Peer, work: PeerWork): Promise<Part | null> {
  if (work.work === 'version')
    return { command: commandOf(peer, peer.version, peerFolder(peer.name), ''), check: () => {} }
  const database = `peer_${peer.name.replaceAll('-', '_')}`
  await stage.postgres.create(database)
  if (work.work === 'autogenerate') return await comparing(stage, peer, database, work.tables)
  return await applying(stage, peer, database, work)
}

async function applying(
  stage: Stage,
  peer: Peer,
  database: string,
  { work, revisions }: Extract<PeerWork, { readonly revisions: number }>,
): Promise<Part> {
  const { postgres } = stage
  const nothing = { up: 'SELECT 1', down: 'SELECT 1' }
  const changes = Array.from({ length: revisions }, (_, number) => (work === 'apply' ? smallChange(number) : nothing))
  const command = commandOf(peer, peer.upgrade, writeProject(peer, peer.history(changes)), postgres.url(database))
  const check = async () => {
    const rows = await single(postgres, database, `SELECT count(*) FROM ${peer.historyTable}`)
    demand(`Rows in ${peer.historyTable}`, rows, peer.historyRows ?? revisions)
    if (work === 'apply') await demandChanges(postgres, database, revisions)
  }
  if (work === 'apply') return { command, before: () => postgres.create(database), check }
  stage.run(command)
  await check()
  return { command, check }
}

async function comparing(stage: Stage, peer: Peer, database: string, tables: number): Promise<Part | null> {
  const { postgres } = stage
  const { name, autogenerate } = peer
  if (autogenerate === undefined) return null
  const folder = writeProject(peer, autogenerate.models(tables))
  stage.run(commandOf(peer, autogenerate.create, folder, postgres.url(database)))
  const count = "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relname LIKE 'table_%'"
  demand(`Tables that ${name} made`, await single(postgres, database, count), tables)
  return {
    command: commandOf(peer, autogenerate.compare, folder, postgres.url(database)),
    check: (stdout) => demand(`${name} finds no difference`, autogenerate.says.test(stdout), true),
  }
}

function commandOf(peer: Peer, words: readonly string[], cwd: string, url: string): TimedCommand {
  const [command = '', ...args] = peer.program
  return { command, args: [...args, ...words], cwd, env: { DATABASE_URL: `${url}${peer.urlEnd ?? ''}` } }
}

/** The project stands inside of the peer's folder, and so finds its packages. */
function writeProject(peer: Peer, files: readonly (readonly [path: string, text: string])[]): string {
  const folder = join(peerFolder(peer.name), 'project')
  rmSync(folder, { recursive: true, force: true })
  for (const [path, text] of [['package.json', '{}\n'] as const, ...files]) {
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}
