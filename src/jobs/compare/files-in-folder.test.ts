import { globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { filesInFolder } from './files-in-folder.ts'

function folderWith(...names: readonly string[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'limbeck-files-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const name of names) writeFileSync(path.join(folder, name), '')
  return folder
}

test('the usual glob matches what Node’s own matches', () => {
  const folder = folderWith('user.ts', 'post.d.ts', 'ü b.ts', '.hidden.ts', '.ts', 'note.tsx', 'note.js', 'ts')
  mkdirSync(path.join(folder, 'inner.ts'))
  for (const ending of ['ts', 'js', 'sql']) {
    const pattern = `${folder}/*.${ending}`
    expect(filesInFolder(pattern)?.toSorted()).toEqual(globSync(pattern).toSorted())
  }
})

test('everything else is left to it', () => {
  const folder = folderWith('user.ts', 'POST.TS')
  for (const pattern of ['*.ts', 'user.ts', '**/*.ts', '*.{ts,js}', '*.*', 'u*.ts', '[a]/*.ts', 'none/*.ts'])
    expect(filesInFolder(`${folder}/${pattern}`)).toBeNull()
})
