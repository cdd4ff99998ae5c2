import { spawnSync } from 'node:child_process'
import { cpus, totalmem } from 'node:os'

/** What the times were measured on, in one line. */
export function machineLine(): string {
  const parts = [
    `${cpus().length} processors (${(cpus()[0]?.model ?? 'of an unknown kind').trim()})`,
    `${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    `Node ${process.versions.node} with SQLite ${process.versions['sqlite'] ?? '?'}`,
    ...['psql', 'sqlite3'].map((command) => {
      const run = spawnSync(command, ['--version'], { encoding: 'utf8' })
      return run.status === 0 ? `\`${command}\` ${/\d+(\.\d+)+/.exec(run.stdout)?.[0] ?? ''}` : `no \`${command}\``
    }),
  ]
  return `${parts.join(', ')}.`
}
