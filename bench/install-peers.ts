/**
 * `npm run bench:peers`: installs the peers, each into a folder of its own that git does not know, for the next
 * `npm run bench`. They are no dependencies of limbeck.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { peerFolder } from './peers/peer.ts'
import { peers } from './peers/index.ts'

for (const { name, packages } of peers) {
  if (packages.length === 0) continue
  console.log(`${name}: ${packages.join(' ')}`)
  const folder = peerFolder(name)
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/package.json`, '{ "private": true, "type": "module" }\n')
  const words = ['install', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', folder]
  execFileSync('npm', [...words, ...packages], { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' })
}
