import { expect, test } from 'vitest'
import type { LimbeckEvent } from './events.ts'
import { countingRows, reportProgress } from './report-progress.ts'

test('short work tells nothing', () => {
  const events: LimbeckEvent[] = []
  const report = reportProgress((event) => events.push(event), { activity: 'Loading', unit: 'files', total: 2 })
  report(1)
  report(2)
  expect(events).toEqual([])
})

test('rows come through as they are, counted now and then', () => {
  const counts: number[] = []
  const rows = Array.from({ length: 600 }, (_, index) => index)
  expect([...countingRows(rows, (done) => counts.push(done))]).toEqual(rows)
  expect(counts).toEqual([256, 512])
})
