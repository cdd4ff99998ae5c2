import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { findProgram, pathWithBins, scriptOfShim } from './find-program.ts'

/** What npm writes beside the `.cmd` of a program on Windows. */
const shim = `#!/bin/sh
basedir=$(dirname "$(echo "$0" | sed -e 's,\\\\,/,g')")

if [ -x "$basedir/node" ]; then
  exec "$basedir/node"  "$basedir/../prettier/bin/prettier.cjs" "$@"
else
  exec node  "$basedir/../prettier/bin/prettier.cjs" "$@"
fi
`

test('on Windows a program of npm is the JavaScript file behind its script, which no shell needs to read', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'limbeck-programs-'))
  try {
    const bin = path.join(folder, 'node_modules', '.bin')
    mkdirSync(bin, { recursive: true })
    writeFileSync(path.join(bin, 'prettier'), shim)
    const inside = path.join(folder, 'packages', 'api')
    expect(findProgram('prettier', inside, 'win32')).toEqual({
      file: process.execPath,
      args: [path.join(folder, 'node_modules', 'prettier', 'bin', 'prettier.cjs')],
    })
    expect(findProgram('prettier', inside, 'linux')).toEqual({ file: 'prettier', args: [] })
    expect(findProgram('deno', inside, 'win32')).toEqual({ file: 'deno', args: [] })
    expect(findProgram('node', inside, 'win32')).toEqual({ file: process.execPath, args: [] })
    expect(Object.values(pathWithBins(inside)).join()).toContain(`${bin}${path.delimiter}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('a script that starts no JavaScript is left alone', () => {
  expect(scriptOfShim('exec "$basedir/biome.exe" "$@"')).toBeNull()
})
