import { describe, expect, test } from 'vitest'
import { graphOf, revisionsOf } from '../../test/support/revision-graphs.ts'
import { isLimbeckError } from '../errors/index.ts'
import { type RevisionNode, buildRevisionGraph } from './index.ts'

const ids = (nodes: readonly RevisionNode[]) => nodes.map((node) => node.id).join(' ')

/** Code and message of what building the graph throws. */
function failure(notation: string) {
  try {
    graphOf(notation)
  } catch (error) {
    if (isLimbeckError(error)) return { code: error.code, message: error.message, hints: error.hints.join(' ') }
    throw error
  }
  throw new Error('nothing was thrown')
}

test('a diamond has one base, one head, a branch point and a merge point', () => {
  const graph = graphOf(`
    a
    b1 < a
    b2 < a
    c < b1 b2`)
  expect({
    heads: ids(graph.heads),
    bases: ids(graph.bases),
    branches: ids(graph.branchPoints),
    merges: ids(graph.mergePoints),
  }).toEqual({ heads: 'c', bases: 'a', branches: 'a', merges: 'c' })
})

test('a head that others depend on is a head, but no real head', () => {
  const graph = graphOf(`
    a1
    a2 < a1
    b1
    b2 < b1 ! a2`)
  expect([ids(graph.heads), ids(graph.realHeads), ids(graph.bases)]).toEqual(['a2 b2', 'b2', 'a1 b1'])
})

test('a dependency on a label is one on the revision that declares it', () => {
  const graph = graphOf(`
    a1 # lib
    a2 < a1
    b1 ! lib`)
  expect(ids(graph.byId.get('b1')?.parents ?? [])).toBe('a1')
})

test('a dependency that a revision below declares is no parent again', () => {
  const graph = graphOf(`
    a1
    b1 ! a1
    b2 < b1
    b3 < b2 ! a1`)
  expect(ids(graph.byId.get('b1')?.parents ?? [])).toBe('a1')
  expect(ids(graph.byId.get('b3')?.parents ?? [])).toBe('b2')
})

test('a dependency on the own line stays, one on the parent itself is the parent', () => {
  const graph = graphOf(`
    a
    b < a
    c < b ! a
    d < c ! c`)
  expect(ids(graph.byId.get('c')?.parents ?? [])).toBe('b a')
  expect(ids(graph.byId.get('d')?.parents ?? [])).toBe('c')
})

describe('order', () => {
  const notation = `
    root @ 1
    late < root @ 9
    early < root @ 2
    middle < early @ 5
    undated < root`

  test('is what must be, then by date, then by id; the undated come last', () => {
    expect(ids(graphOf(notation).nodes)).toBe('root early middle late undated')
  })

  test('does not change with the order of the files', () => {
    const revisions = revisionsOf(notation)
    expect(ids(buildRevisionGraph(revisions.toReversed()).nodes)).toBe('root early middle late undated')
  })

  test('puts a revision behind what it needs, whatever the dates say', () => {
    expect(ids(graphOf('a @ 9\nb < a @ 1').nodes)).toBe('a b')
  })
})

describe('branch labels', () => {
  const labels = (notation: string) =>
    Object.fromEntries(graphOf(notation).nodes.map((node) => [node.id, node.branchLabels.join(' ')]))

  test('go up to all that follows, through merges too, but not through dependencies', () => {
    expect(
      labels(`
        a # lib
        b < a
        x
        m < b x
        d ! b`),
    ).toEqual({ a: 'lib', b: 'lib', d: '', m: 'lib', x: '' })
  })

  test('go down to the branch point, which is of several branches', () => {
    expect(
      labels(`
        root
        a1 < root
        a2 < a1 # lib
        b1 < root`),
    ).toEqual({ root: '', a1: 'lib', a2: 'lib', b1: '' })
  })

  test('go down although a branch point or a merge stands above', () => {
    expect(
      labels(`
        a
        b < a # lib
        c1 < b
        c2 < b
        d < c1 c2`),
    ).toEqual({ a: '', b: 'lib', c1: 'lib', c2: 'lib', d: 'lib' })
    expect(
      labels(`
        a
        b < a # lib
        x
        m < b x`),
    ).toEqual({ a: 'lib', b: 'lib', x: '', m: 'lib' })
  })

  test('a revision that others depend on is a branch point for labels', () => {
    expect(
      labels(`
        a
        b < a # lib
        x ! a`),
    ).toEqual({ a: '', b: 'lib', x: '' })
  })
})

describe('what is refused', () => {
  test('a missing parent, with the file, the id, a near miss and where to look', () => {
    const error = failure('abc123\ndef456 < abc124')
    expect(error).toMatchObject({ code: 'LB2005', message: 'Revision abc124 referenced from def456 is not present' })
    expect(error.hints).toContain('`downRevision` in /project/migrations/def456.ts')
    expect(error.hints).toContain('Did you mean abc123?')
    expect(error.hints).toContain('git log --all')
  })

  test('the beginning of an id in a file, and a missing dependency', () => {
    expect(failure('abcdef123456\nb < abcdef').hints).toContain('Did you mean abcdef123456? Files hold whole ids.')
    expect(failure('a\nb ! lib').message).toBe('Revision lib referenced from b is not present')
  })

  test.each([
    ['a < a', 'Self-loop is detected in revisions (a)'],
    ['a ! a', 'Dependency self-loop is detected in revisions (a)'],
    ['a # x ! x', 'Dependency self-loop is detected in revisions (a)'],
    ['a < b\nb < a', 'Cycle is detected in revisions (a, b)'],
    ['a\nb < a c\nc < b\nd < c', 'Cycle is detected in revisions (b, c)'],
    ['root\na < c\nb < a\nc < b\ntop < root', 'Cycle is detected in revisions (a, b, c)'],
    ['a ! b\nb ! a', 'Dependency cycle is detected in revisions (a, b)'],
    ['a\nb < a ! d\nc\nd < c ! b', 'Dependency cycle is detected in revisions (b, d)'],
  ])('a cycle: %j', (notation, message) => {
    expect(failure(notation)).toMatchObject({ code: 'LB2006', message })
  })

  test('a cycle is printed as a way round', () => {
    expect(failure('x\na < x c\nb < a\nc ! b').hints).toMatch(/a follows c.*c depends on b.*b follows a/s)
  })

  test('a cycle of thousands of revisions does not overflow', () => {
    const ring = Array.from({ length: 10_000 }, (_, index) => `r${index} < r${(index + 9_999) % 10_000}`)
    expect(failure(ring.join('\n')).code).toBe('LB2006')
  })

  test('a label used twice, and a label that is an id', () => {
    expect(failure('a # x\nb # x').message).toBe("Branch name 'x' in revision b already used by revision a")
    expect(failure('a # b\nb').message).toBe("Branch name 'b' in revision a already used by revision b")
  })

  test('two revisions of one id', () => {
    expect(failure('a\na')).toMatchObject({ code: 'LB2004', message: 'Revision a is present more than once' })
  })

  test.each([
    ['a-b', "Character(s) '-' not allowed in revision identifier 'a-b'"],
    ['a:b+c', "Character(s) '+, :' not allowed in revision identifier 'a:b+c'"],
    ['head', "The revision identifier 'head' is a word of the command line"],
    [`x${'y'.repeat(128)}`, "The revision identifier 'xyyyyyyyyyyyyyyyyyyy…' is longer than 128 characters"],
  ])('the id %s', (id, message) => {
    const [revision] = revisionsOf('a')
    expect(() => buildRevisionGraph(revision === undefined ? [] : [{ ...revision, id }])).toThrow(message)
  })

  test('labels with a + or @; a - is fine', () => {
    const [revision] = revisionsOf('a')
    const labelled = (label: string) =>
      buildRevisionGraph(revision === undefined ? [] : [{ ...revision, branchLabels: [label] }])
    expect(() => labelled('x@y')).toThrow("Character(s) '@' not allowed in branch label 'x@y'")
    expect(labelled('feature-1').byLabel.has('feature-1')).toBe(true)
  })
})
