import { describe, expect, test } from 'vitest'
import { type NameChange, followName } from './follow-name.ts'

const change = (role: NameChange['role'], from: string, to: string, namespace: string | null = null): NameChange => ({
  role,
  namespace,
  from,
  to,
})

describe('a table', () => {
  const users = change('relation', 'users', 'members')

  test('is followed in FROM, in front of its columns and in casts to regclass', () => {
    expect(followName('SELECT users.id FROM users JOIN x ON x.users = users.id', users)).toBe(
      'SELECT members.id FROM members JOIN x ON x.users = members.id',
    )
    expect(followName("nextval('users'::regclass)", users)).toBe("nextval('members'::regclass)")
    expect(followName('INSERT INTO users (id) VALUES (1)', users)).toBe('INSERT INTO members (id) VALUES (1)')
  })

  test('is told from aliases, functions, strings and comments', () => {
    const text = "SELECT 1 AS users, users(1), 'users' /* users */ FROM t"
    expect(followName(text, users)).toBe(text)
  })

  test('with its schema, or alone in front of a column', () => {
    expect(followName('SELECT a.id FROM b.a, a.c', change('relation', 'a', 'x', 'b'))).toBe('SELECT x.id FROM b.x, x.c')
  })

  test('gets quotes where its name needs them', () => {
    expect(followName('SELECT "Old".id FROM "Old"', change('relation', 'Old', 'New'))).toBe(
      'SELECT "New".id FROM "New"',
    )
  })
})

describe('a type', () => {
  const status = change('type', 'status', 'state')

  test('is followed behind a cast, not where a column has its name', () => {
    expect(followName("status = 'a'::status OR status = ANY ('{a}'::status[])", status)).toBe(
      "status = 'a'::state OR status = ANY ('{a}'::state[])",
    )
    expect(followName("'a'::b.status", change('type', 'status', 'state', 'b'))).toBe("'a'::b.state")
  })

  test('in the arguments of a function, not where an argument has its name', () => {
    expect(
      followName("(status status, b status[] DEFAULT '{}'::status[])\n RETURNS status\n LANGUAGE sql", status, {
        declares: true,
      }),
    ).toBe("(status state, b state[] DEFAULT '{}'::state[])\n RETURNS state\n LANGUAGE sql")
    expect(followName('status', status)).toBe('state')
  })
})

test('a function is followed where it is called', () => {
  expect(followName('f(f) > 1', change('routine', 'f', 'g'))).toBe('g(f) > 1')
})

test('a schema is followed in front of names', () => {
  expect(followName('SELECT billing FROM billing.a', change('namespace', 'billing', 'money'))).toBe(
    'SELECT billing FROM money.a',
  )
})
