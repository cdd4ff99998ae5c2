// Installs the development dependencies when they are missing or older than the lock file. Runs on whatever Node the
// host has; the scripts after it find Node 24 in node_modules/.bin.
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'

const installed = 'node_modules/.package-lock.json'
// Not npm ci: it refuses the lock file where a registry does not carry the binaries of every platform.
const upToDate = existsSync(installed) && statSync(installed).mtimeMs >= statSync('package-lock.json').mtimeMs
if (!upToDate) {
  console.log('Installing dependencies (npm install) …')
  const run = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (run.status !== 0) process.exit(run.status ?? 1)
}
