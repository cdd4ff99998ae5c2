import { describe, expect, test } from 'vitest'
import { graphOf } from '../../test/support/revision-graphs.ts'
import { isLimbeckError } from '../errors/index.ts'
import { type RevisionGraph, upgradeSteps } from './index.ts'

/** What runs and the rows behind it: `a b => b`. */
function up(graph: RevisionGraph, rows: string, target: string | readonly string[]): string {
  const steps = upgradeSteps(graph, rows.split(' ').filter(Boolean), target)
  const after = steps.at(-1)?.headsAfter ?? rows.split(' ')
  return `${steps.map((step) => step.revision.id).join(' ')} => ${after.join(' ')}`
}

function refusal(graph: RevisionGraph, rows: string, target: string | readonly string[]) {
  try {
    return up(graph, rows, target)
  } catch (error) {
    if (isLimbeckError(error)) return { code: error.code, message: error.message, hints: error.hints.join(' ') }
    throw error
  }
}

describe('one line', () => {
  const graph = graphOf(`
    a1b2c3
    b2c3d4 < a1b2c3
    c3d4e5 < b2c3d4
    d4e5f6 < c3d4e5`)

  test.each([
    ['', 'head', 'a1b2c3 b2c3d4 c3d4e5 d4e5f6 => d4e5f6'],
    ['', 'heads', 'a1b2c3 b2c3d4 c3d4e5 d4e5f6 => d4e5f6'],
    ['b2c3d4', 'head', 'c3d4e5 d4e5f6 => d4e5f6'],
    ['', 'b2c3d4', 'a1b2c3 b2c3d4 => b2c3d4'],
    ['', 'b2c3', 'a1b2c3 b2c3d4 => b2c3d4'],
    ['', 'b', 'a1b2c3 b2c3d4 => b2c3d4'],
    ['', '+2', 'a1b2c3 b2c3d4 => b2c3d4'],
    ['a1b2c3', '+1', 'b2c3d4 => b2c3d4'],
    ['', 'b2c3d4+1', 'a1b2c3 b2c3d4 c3d4e5 => c3d4e5'],
    ['', 'base+1', 'a1b2c3 => a1b2c3'],
    ['', 'head-1', 'a1b2c3 b2c3d4 c3d4e5 => c3d4e5'],
    ['', 'b2c3d4-1', 'a1b2c3 => a1b2c3'],
    ['d4e5f6', 'head', ' => d4e5f6'],
    ['c3d4e5', 'a1b2c3', ' => c3d4e5'],
    ['c3d4e5', 'base', ' => c3d4e5'],
  ])('from %j to %s', (rows, target, expected) => {
    expect(up(graph, rows, target)).toBe(expected)
  })

  test.each([
    ['', '+5', 'LB2011', "Relative revision +5 didn't produce 5 migrations"],
    ['', '-1', 'LB2011', "Relative revision -1 didn't produce 1 migrations"],
    ['', 'head+1', 'LB2011', "Relative revision head+1 didn't produce 1 migrations"],
    ['', 'abc123', 'LB2001', "Can't locate revision identified by 'abc123'"],
    ['', 'zz', 'LB2001', "Can't locate revision identified by 'zz'"],
    ['', 'lib@head', 'LB2001', "Can't locate revision identified by 'lib@head'"],
    ['', 'a1b2c3:head', 'LB2009', 'Range revision not allowed'],
    ['', 'current', 'LB2009', "'current' cannot be used with `limbeck upgrade`"],
    ['', 'a@b@c', 'LB2009', "'a@b@c' has more than one @"],
    ['', ' ', 'LB2009', 'The revision argument is empty'],
    ['gone', 'head', 'LB2021', "Can't locate revision identified by 'gone'"],
    ['a1b2c3 b2c3d4', 'head', 'LB2013', 'Requested revision b2c3d4 overlaps with other requested revisions a1b2c3'],
  ])('from %j to %s is refused', (rows, target, code, message) => {
    expect(refusal(graph, rows, target)).toMatchObject({ code, message })
  })

  test('what was not found is named, with near misses and where to look', () => {
    expect(refusal(graph, '', 'a1b2d3')).toMatchObject({
      hints: 'Did you mean a1b2c3? `limbeck history` lists all revisions, `limbeck heads` the newest.',
    })
    expect(refusal(graph, '', 'hed')).toMatchObject({ hints: expect.stringContaining('Did you mean head') })
    expect(refusal(graph, '', 'zz')).toMatchObject({ hints: expect.stringContaining('at least four characters') })
    expect(refusal(graph, '', 'lib@head')).toMatchObject({ hints: expect.stringContaining("No such branch: 'lib'") })
  })

  test('several targets of one line overlap', () => {
    expect(refusal(graph, '', ['a1b2c3', 'head'])).toMatchObject({
      code: 'LB2013',
      message: 'Requested revision d4e5f6 overlaps with other requested revisions a1b2c3',
    })
  })
})

describe('branches', () => {
  const graph = graphOf(`
    root @ 1
    a1 < root @ 2 # left
    b1 < root @ 3 # right
    a2 < a1 @ 4
    b2 < b1 @ 5`)

  test.each([
    ['', 'heads', 'root a1 b1 a2 b2 => a2 b2'],
    ['', 'left@head', 'root a1 a2 => a2'],
    ['a2', 'right@head', 'b1 b2 => a2 b2'],
    ['', 'left', 'root a1 => a1'],
    ['root', 'right@+1', 'b1 => b1'],
    ['a2', 'right@+1', 'b1 => b1 a2'],
    ['', 'right@+2', 'root b1 => b1'],
    ['a1 b1', 'left@+1', 'a2 => b1 a2'],
    ['', 'b1@head', 'root b1 b2 => b2'],
    ['', 'left@a2', 'root a1 a2 => a2'],
    ['', 'left@base+1', 'root => root'],
    ['', 'right@root+2', 'root b1 b2 => b2'],
    ['', 'left@head-1', 'root a1 => a1'],
    ['', 'left@heads', 'root a1 a2 => a2'],
  ])('from %j to %s', (rows, target, expected) => {
    expect(up(graph, rows, target)).toBe(expected)
  })

  test('head is refused with the heads, the merge and the way to run all', () => {
    const error = refusal(graph, '', 'head')
    expect(error).toMatchObject({
      code: 'LB2002',
      message:
        "Multiple head revisions are present for given argument 'head'; please specify a specific target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads",
    })
    expect(error).toMatchObject({ hints: expect.stringContaining('`limbeck merge -m "Merge branches" a2 b2`') })
    expect(error).toMatchObject({ hints: expect.stringContaining('`limbeck heads`') })
    expect(error).toMatchObject({ hints: expect.stringContaining('`limbeck upgrade heads`') })
  })

  test.each([
    ['root', '+1', 'LB2010', 'Ambiguous walk', '`limbeck upgrade a1` or `limbeck upgrade b1`'],
    ['', '+2', 'LB2010', 'Ambiguous walk', '`limbeck upgrade a1`'],
    ['a1 b1', '+1', 'LB2010', 'Ambiguous upgrade from multiple current revisions', '`limbeck upgrade a1+1`'],
    [
      '',
      'left@b1',
      'LB2001',
      "Can't locate revision identified by 'left@b1'",
      "Revision b1 is not a member of branch 'left'.",
    ],
  ])('from %j to %s is refused', (rows, target, code, message, hint) => {
    expect(refusal(graph, rows, target)).toMatchObject({ code, message, hints: expect.stringContaining(hint) })
  })

  test('two bases: +1 from nothing must say which', () => {
    const forest = graphOf('a # x\nb # y')
    expect(refusal(forest, '', '+1')).toMatchObject({ code: 'LB2010', message: 'Ambiguous walk' })
    expect(up(forest, '', 'y@+1')).toBe('b => b')
  })
})

describe('merges', () => {
  test('delete all rows but one and move that one', () => {
    const graph = graphOf('a @ 1\nb < a @ 2\nc < a @ 3\nd < a @ 4\nm < b c d @ 5')
    expect(up(graph, 'b c d', 'head')).toBe('m => m')
    expect(up(graph, 'b', 'head')).toBe('c d m => m')
  })

  test('that list an ancestor of another parent work', () => {
    const graph = graphOf('a\nb < a\nc < b\nm < a c')
    expect(up(graph, '', 'head')).toBe('a b c m => m')
    expect(up(graph, 'c', 'head')).toBe('m => m')
  })

  test('a branch off a revision that is no row any more makes a row', () => {
    const graph = graphOf('a @ 1\nb < a @ 2\nm < b @ 3\nlate < a @ 4')
    expect(up(graph, 'm', 'heads')).toBe('late => m late')
  })
})

describe('dependencies', () => {
  const graph = graphOf(`
    a1 @ 1
    a2 < a1 @ 2
    a3 < a2 @ 3
    b1 @ 4 # other
    b2 < b1 ! a2 @ 5
    b3 < b2 @ 6`)

  test.each([
    ['', 'other@head', 'a1 a2 b1 b2 b3 => b3'],
    ['a3', 'other@head', 'b1 b2 b3 => a3 b3'],
    ['b1', '+1', 'a1 a2 b2 => b2'],
    ['b2', 'a3', 'a3 => a3 b2'],
    ['b2', 'a2@+1', 'a3 => a3 b2'],
    ['', 'heads', 'a1 a2 a3 b1 b2 b3 => a3 b3'],
  ])('from %j to %s', (rows, target, expected) => {
    expect(up(graph, rows, target)).toBe(expected)
  })

  test('head counts heads of lines, heads those that nothing needs', () => {
    const consumed = graphOf('a\nb ! a')
    expect(refusal(consumed, '', 'head')).toMatchObject({ code: 'LB2002' })
    expect(up(consumed, '', 'heads')).toBe('a b => b')
  })
})

describe('names', () => {
  test('a label with a number behind its dash is a label', () => {
    const graph = graphOf('a # feature-1\nb < a\nc < b # feature')
    expect(up(graph, '', 'feature-1')).toBe('a => a')
    expect(up(graph, '', 'feature-1@head')).toBe('a b c => c')
    expect(up(graph, '', 'feature-2')).toBe('a => a')
  })

  test('the beginning of an id must fit one only; a branch narrows it', () => {
    const graph = graphOf('abcd1\nabcd2 # two')
    expect(refusal(graph, '', 'abcd')).toMatchObject({
      message: "Can't locate revision identified by 'abcd'",
      hints: expect.stringContaining("Multiple revisions start with 'abcd': abcd1, abcd2."),
    })
    expect(up(graph, '', 'two@abcd')).toBe('abcd2 => abcd2')
    expect(up(graph, '', 'abcd2')).toBe('abcd2 => abcd2')
  })

  test('an exact id wins over one that begins with it', () => {
    expect(up(graphOf('abcd\nabcde'), '', 'abcd')).toBe('abcd => abcd')
  })

  test('an id and a label of the same beginning and revision are one', () => {
    expect(up(graphOf('users1 # users_branch'), '', 'user')).toBe('users1 => users1')
  })
})

test('ten thousand revisions in a line', () => {
  const graph = graphOf(
    Array.from({ length: 10_000 }, (_, index) => `r${index} ${index === 0 ? '' : `< r${index - 1}`}`).join('\n'),
  )
  expect(upgradeSteps(graph, ['r10'], 'head')).toHaveLength(9_989)
})
