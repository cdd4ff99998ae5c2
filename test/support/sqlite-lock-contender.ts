import { closeSync, openSync, unlinkSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { lockFileOf, tryLockFile } from '../../src/dialects/sqlite/migration-lock.ts'

/** A process of its own for tests: takes and releases the lock of a database again and again; fails if it is not alone. */
const [, , file = '', times = '1'] = process.argv
for (let done = 0; done < Number(times);) {
  const lock = tryLockFile(lockFileOf(file))
  if (lock === null) {
    await wait(1)
    continue
  }
  closeSync(openSync(`${file}-alone`, 'wx'))
  if (!(await lock.verify())) throw new Error('The lock was lost')
  unlinkSync(`${file}-alone`)
  await lock.release()
  done += 1
}
