import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { databaseKinds } from '../support/databases.ts'
import { copyExample } from '../support/example-project.ts'

vi.setConfig({ testTimeout: 120_000 })

describe.each(databaseKinds)('the history of the example, squashed on $kind', ({ create }) => {
  test('one revision makes what eighteen made, and the models agree', async () => {
    using example = copyExample()
    await using old = await create()
    await using young = await create()
    const onOld = await example.open({ url: old.url })
    await onOld.upgrade('head')
    const result = await onOld.squash({ handWritten: 'drop', message: 'Start of the studio' })
    expect(result.replaced.length).toBe(18)
    expect(result.proof.reason).toBeNull()
    expect(readdirSync(path.join(example.folder, 'migrations')).filter((name) => name.endsWith('.ts'))).toEqual([
      '20260331_1325_84b6915b5c68_start_of_the_studio.ts',
    ])
    expect((await onOld.upgrade('head')).steps).toEqual([])
    expect((await onOld.check()).operations).toEqual([])
    expect((await onOld.current()).editedAfterApplied).toEqual([])
    const onYoung = await example.open({ url: young.url })
    await onYoung.upgrade('head')
    expect((await onYoung.check()).operations).toEqual([])
    await onYoung.downgrade('base')
    await onYoung.upgrade('head')
    expect((await onYoung.check()).operations).toEqual([])
    expect((await onYoung.review()).findings).toEqual([])
  })
})
