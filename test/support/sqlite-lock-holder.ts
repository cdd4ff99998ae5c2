import { lockFileOf, tryLockFile } from '../../src/dialects/sqlite/migration-lock.ts'

/** A process of its own for tests: takes the lock of the database in its first argument, says so, and holds it. */
const lock = tryLockFile(lockFileOf(process.argv[2] ?? ''))
process.stdout.write(lock === null ? 'busy\n' : 'held\n')
process.stdin.on('data', () => {
  void lock?.release().then(() => process.exit(0))
})
