import { join } from 'node:path'
import type { Sizes } from '../sizes.ts'
import { longProject } from '../states/long-history.ts'
import { type Workload, demand } from '../workload.ts'

/** What any program must do that looks at every file of a folder. */
const readAll = `
const { readdirSync, readFileSync } = require('fs')
let bytes = 0
for (const name of readdirSync(process.argv[1])) bytes += readFileSync(process.argv[1] + '/' + name).length
console.log(bytes)`

const limit = 'Node reading all the files'

/** Commands that look at every revision, and at no database. */
export function readHistory({ files, growthRevisions }: Sizes): readonly Workload[] {
  return [
    row('heads', files, 'remembered'),
    row('heads', files, 'afresh'),
    row('history', files, 'remembered'),
    row('history', files, 'afresh'),
    row('heads', growthRevisions, 'remembered'),
  ]
}

function row(command: 'heads' | 'history', files: number, memory: 'remembered' | 'afresh'): Workload {
  const work = `\`${command}\`${memory === 'afresh' ? ', nothing remembered' : ''}`
  return {
    id: `read-history/${command}-${files}${memory === 'afresh' ? '-afresh' : ''}`,
    title: `${work}, ${files.toLocaleString('en')} files`,
    limit,
    ...(files === 10_000 ? { target: { ratio: 3, memoryMiB: 150 } } : {}),
    runs: 7,
    growth: { curve: work, size: files, unit: 'file' },
    prepare: async (stage) => {
      const project = await longProject(stage, files)
      const asked = stage.limbeck(project, stage.sqlite.url('none'), command)
      const lines = command === 'history' ? files : (files - 1) % 50 > 20 && (files - 1) % 50 < 40 ? 2 : 1
      return [
        {
          name: 'limbeck',
          command: memory === 'afresh' ? { ...asked, env: { ...asked.env, LIMBECK_CACHE: 'off' } } : asked,
          check: (stdout) => demand(`Lines of \`${command}\``, stdout.trim().split('\n').length, lines),
        },
        {
          name: limit,
          command: { command: process.execPath, args: ['-e', readAll, join(project, 'migrations')] },
          check: (stdout) => demand('Every file is read', Number(stdout) > files * 500, true),
        },
      ]
    },
  }
}
