import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { SourceWriter, similarNames, sourceLiteral } from './index.ts'

test('law: a literal evaluates to the value it was made from', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      // What is evaluated is our own source of a made-up value.
      // oxlint-disable-next-line no-implied-eval
      const evaluated: unknown = new Function(`return (${sourceLiteral(JSON.parse(JSON.stringify(value)))})`)()
      expect(evaluated).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

test('calls break into an argument to a line where they are long', () => {
  const writer = new SourceWriter()
  writer.indented(() => {
    writer.call('op.dropTable', [`'a'`])
    writer.call('op.createForeignKey', [`'${'f'.repeat(60)}'`, `'${'t'.repeat(40)}'`, `['a']`])
  })
  expect(writer.toString()).toBe(
    `  op.dropTable('a')\n  op.createForeignKey(\n    '${'f'.repeat(60)}',\n    '${'t'.repeat(40)}',\n    ['a'],\n  )\n`,
  )
})

test('similar names come best first, and only when they are similar', () => {
  expect(similarNames('migration', ['models', 'migrations', 'url'])).toEqual(['migrations'])
  expect(similarNames('hedas', ['heads', 'head', 'history'])).toEqual(['heads'])
  expect(similarNames('x', ['url', 'models'])).toEqual([])
})
