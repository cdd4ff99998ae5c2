import { expect, test } from 'vitest'
import type { LimbeckEvent } from './events.ts'
import { reportProgress } from './report-progress.ts'

test('short work tells nothing', () => {
  const events: LimbeckEvent[] = []
  const report = reportProgress((event) => events.push(event), { activity: 'Loading', unit: 'files', total: 2 })
  report(1)
  report(2)
  expect(events).toEqual([])
})
