import { type AddressInfo, createServer } from 'node:net'
import { findPostgresBinaries } from './postgres-binaries.ts'
import { type PostgresServer, startPostgresServer } from './postgres-server.ts'

/**
 * Lets tests have one PostgreSQL server per run of vitest, started when the first test asks for it: a door on a local
 * port, whose number is in the environment, answers every caller with the server's URL or the reason why there is none.
 */
export default async function setup(): Promise<() => Promise<void>> {
  // Downloads another major before any test's clock runs.
  const major = process.env['LIMBECK_TEST_POSTGRES_VERSION']
  if (major !== undefined && major !== '') findPostgresBinaries(major)
  let starting: Promise<PostgresServer> | null = null
  const door = createServer((socket) => {
    starting ??= startPostgresServer()
    starting.then(
      (server) => socket.end(JSON.stringify({ url: server.url, socketDirectory: server.socketDirectory })),
      (error: unknown) => socket.end(JSON.stringify({ error: String(error) })),
    )
    socket.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => {
    door.listen(0, '127.0.0.1', resolve)
  })
  // An address with a port is what listening on TCP gives.
  process.env['LIMBECK_TEST_POSTGRES_DOOR'] = String((door.address() as AddressInfo).port)
  return async () => {
    door.close()
    await (await starting?.catch(() => null))?.stop()
  }
}
