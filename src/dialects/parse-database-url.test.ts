import { assert, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isLimbeckError } from '../errors/index.ts'
import { parseDatabaseUrl } from './parse-database-url.ts'

const parse = (text: string) => parseDatabaseUrl(text, '/project')

function errorOf(text: string) {
  try {
    parse(text)
  } catch (error) {
    if (isLimbeckError(error)) return error
  }
  throw new Error(`${text} was not refused`)
}

describe('SQLite', () => {
  it.each([
    ['sqlite:///./test.db', '/project/test.db'],
    ['sqlite:///test.db', '/project/test.db'],
    ['sqlite:///data/../test.db', '/project/test.db'],
    ['sqlite:////abs/path.db', '/abs/path.db'],
    ['sqlite+aiosqlite:///./test.db', '/project/test.db'],
    ['SQLITE:///./test.db', '/project/test.db'],
    ['sqlite://', ':memory:'],
    ['sqlite:///', ':memory:'],
    ['sqlite:///:memory:', ':memory:'],
    ['sqlite::memory:', ':memory:'],
    [':memory:', ':memory:'],
    ['sqlite:dev.db', '/project/dev.db'],
    ['sqlite:///my%20data/a.db', '/project/my data/a.db'],
    ['sqlite:///100%.db', '/project/100%.db'],
    ['sqlite:///file:dev.db?mode=ro&uri=true', '/project/dev.db'],
    ['file:./dev.db', '/project/dev.db'],
    ['file:dev.db', '/project/dev.db'],
    ['file:/abs/dev.db', '/abs/dev.db'],
    ['file:///abs/dev.db', '/abs/dev.db'],
    ['file://localhost/abs/dev.db', '/abs/dev.db'],
    ['file::memory:?cache=shared', ':memory:'],
    ['  sqlite:///./test.db\n', '/project/test.db'],
  ])('%s', (text, file) => {
    expect(parse(text)).toMatchObject({ dialect: 'sqlite', file, display: `sqlite:///${file}`, password: null })
  })

  it('keeps the query options', () => {
    expect(parse('file:./dev.db?mode=ro&cache=private').options).toEqual({ mode: 'ro', cache: 'private' })
  })

  it('says how to write a relative path when a slash is missing', () => {
    expect(errorOf('sqlite://test.db').hints[0]).toContain('`sqlite:///test.db`')
  })
})

describe('PostgreSQL', () => {
  it('takes a full URL apart', () => {
    expect(parse('postgresql+psycopg2://crew:p%40ss@db.example.com:6432/studio?sslmode=require&schema=app')).toEqual({
      dialect: 'postgresql',
      file: null,
      host: 'db.example.com',
      port: 6432,
      user: 'crew',
      password: 'p@ss',
      database: 'studio',
      options: { sslmode: 'require', schema: 'app' },
      display: 'postgresql://crew:***@db.example.com:6432/studio',
    })
  })

  it.each([
    ['postgres://localhost/db', { host: 'localhost', port: null, user: null, password: null, database: 'db' }],
    ['postgresql://', { host: null, user: null, database: null }],
    ['postgresql:///db', { host: null, database: 'db' }],
    ['postgresql://user@host', { user: 'user', password: null, host: 'host', database: null }],
    ['postgresql://user:@host/db', { user: 'user', password: '' }],
    ['postgresql://[::1]:5433/db', { host: '::1', port: 5433, display: 'postgresql://[::1]:5433/db' }],
    ['postgresql://u:p@[2001:db8::7]/db', { host: '2001:db8::7', password: 'p' }],
    ['postgresql://u@/db?host=/var/run/postgresql', { host: '/var/run/postgresql', user: 'u', options: {} }],
    ['postgresql://u@%2Fvar%2Frun%2Fpostgresql/db', { host: '/var/run/postgresql', database: 'db' }],
    ['postgresql:///db?host=h&port=7&user=u&password=p', { host: 'h', port: 7, user: 'u', password: 'p', options: {} }],
    ['postgresql://u:a/b?c#d@host/db', { password: 'a/b?c#d', host: 'host', database: 'db' }],
    ['postgresql://u:a@b@host/db', { password: 'a@b', host: 'host', database: 'db' }],
    ['postgresql://u:50%@host/db', { password: '50%', host: 'host' }],
    [
      'postgresql://host:5432/db?application_name=a@b',
      { host: 'host', user: null, options: { application_name: 'a@b' } },
    ],
    ['postgresql://host/db?application_name=a@b', { host: 'host', user: null, options: { application_name: 'a@b' } }],
    ['postgresql://host/my%20db', { database: 'my db', display: 'postgresql://host/my%20db' }],
    ['postgresql://host/db?options=-c%20search_path%3Dapp', { options: { options: '-c search_path=app' } }],
    ['postgresql+asyncpg://host/db?ssl=true&flag', { options: { ssl: 'true', flag: '' } }],
  ])('%s', (text, expected) => {
    expect(parse(text)).toMatchObject(expected)
  })

  it('shows a Unix socket', () => {
    expect(parse('postgresql://u:p@/db?host=/tmp').display).toBe('postgresql://u:***@/db?host=/tmp')
  })

  it('takes any user, password and database that were percent-encoded', () => {
    const word = string({ minLength: 1, unit: 'grapheme' })
    assert(
      property(word, word, word, (user, password, database) => {
        const [u, p, d] = [user, password, database].map((part) => encodeURIComponent(part))
        expect(parse(`postgresql://${u}:${p}@host/${d}`)).toMatchObject({ user, password, database, host: 'host' })
      }),
    )
  })
})

describe('refused', () => {
  it.each([
    ['', 'The database URL is empty.'],
    ['dev.db', 'The database URL has no scheme, such as sqlite://.'],
    ['localhost:5432', 'The database URL has no scheme, such as sqlite://.'],
    ['postgresql:host/db', 'The database URL has no // behind "postgresql:".'],
    ['mysql://root@host/db', 'The database URL starts with "mysql://", which is not supported yet.'],
    ['mariadb+pymysql://host/db', 'The database URL starts with "mariadb://", which is not supported yet.'],
    ['mongodb://host/db', 'The database URL starts with "mongodb://", which is no database that limbeck knows.'],
    [
      'constructor://host/db',
      'The database URL starts with "constructor://", which is no database that limbeck knows.',
    ],
    ['postgresql://host:99999/db', 'The port in the database URL is not a number from 1 to 65535.'],
    ['postgresql://a:1,b:2/db', 'The port in the database URL is not a number from 1 to 65535.'],
    ['postgresql://a,b/db', 'The database URL names several hosts; limbeck connects to one.'],
  ])('%j', (text, message) => {
    expect(errorOf(text)).toMatchObject({ code: 'LB4002', message })
  })

  it.each([
    ['postgre://host/db', 'postgres'],
    ['sqllite:///./a.db', 'sqlite'],
    ['psql://host/db', 'postgresql'],
  ])('%s: offers the near miss', (text, near) => {
    expect(errorOf(text).hints[0]).toBe(`Did you mean \`${near}://\`?`)
  })

  it('never repeats a password', () => {
    const secret = 'Tr0ub4dor'
    const malformed = [
      `postgresql://user:${secret}`,
      `postgresql://user:${secret}/db`,
      `postgresql:user:${secret}@host/db`,
      `postgres//user:${secret}@host/db`,
      `user:${secret}@host/db`,
      `postgress://user:${secret}@host/db`,
      `mysql://user:${secret}@host/db`,
      `postgresql://user:${secret}@host:port/db`,
      `postgresql://user:${secret}@a,b/db`,
      `postgresql://user:${secret}@[::1/db`,
    ]
    for (const text of malformed) {
      const error = errorOf(text)
      expect(JSON.stringify([error.message, error.hints, error.details])).not.toContain(secret)
    }
  })
})
