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
  const { postgres } = stage
  const database = `peer_${peer.name.replaceAll('-', '_')}`
  const folder = join(peerFolder(peer.name), 'project')
  if (work.work === 'version')
    return { command: commandOf(peer, peer.version, peerFolder(peer.name), ''), check: () => {} }
  if (work.work === 'autogenerate' && peer.autogenerate === undefined) return null
  await postgres.create(database)
  const url = postgres.url(database)
  const command = (words: readonly string[]) => commandOf(peer, words, folder, url)
  const applied = (revisions: number) => async () => {
    const rows = await single(postgres, database, `SELECT count(*) FROM ${peer.historyTable}`)
    demand(`Rows in ${peer.historyTable}`, rows, peer.historyRows ?? revisions)
  }
  switch (work.work) {
    case 'nothing to do': {
      const nothing = { up: 'SELECT 1', down: 'SELECT 1' }
      write(folder, peer.history(Array.from({ length: work.revisions }, () => nothing)))
      stage.run(command(peer.upgrade))
      return { command: command(peer.upgrade), check: applied(work.revisions) }
    }
    case 'apply':
      write(folder, peer.history(Array.from({ length: work.revisions }, (_, number) => smallChange(number))))
      return {
        command: command(peer.upgrade),
        before: () => postgres.create(database),
        check: async () => {
          await applied(work.revisions)()
          await demandChanges(postgres, database, work.revisions)
        },
      }
    case 'autogenerate': {
      const { models, create, compare, says } = peer.autogenerate ?? {
        models: () => [],
        create: [],
        compare: [],
        says: /$/,
      }
      write(folder, models(work.tables))
      stage.run(command(create))
      const tables = await single(
        postgres,
        database,
        "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relname LIKE 'table_%'",
      )
      demand(`Tables that ${peer.name} made`, tables, work.tables)
      return {
        command: command(compare),
        check: (stdout) => demand(`${peer.name} finds no difference`, says.test(stdout), true),
      }
    }
  }
}

function commandOf(peer: Peer, words: readonly string[], cwd: string, url: string): TimedCommand {
  const [command = '', ...args] = peer.program
  return { command, args: [...args, ...words], cwd, env: { DATABASE_URL: `${url}${peer.urlEnd ?? ''}` } }
}

/** The project stands inside of the peer's folder, and so finds its packages. */
function write(folder: string, files: readonly (readonly [path: string, text: string])[]): void {
  rmSync(folder, { recursive: true, force: true })
  for (const [path, text] of [['package.json', '{}\n'] as const, ...files]) {
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}
