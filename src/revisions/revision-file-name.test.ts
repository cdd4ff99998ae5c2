import { describe, expect, test } from 'vitest'
import { isoInTimeZone, newRevisionId, revisionFileName, slugOf } from './index.ts'

const createdAt = new Date('2026-03-05T07:08:09Z')
const name = (options: Partial<Parameters<typeof revisionFileName>[0]> = {}) =>
  revisionFileName({ id: '1975ea83b712', message: 'Add user preferences table', createdAt, ...options })

test('the default name sorts by time', () => {
  expect(name()).toBe('20260305_0708_1975ea83b712_add_user_preferences_table.ts')
})

test.each([
  ['%(rev)s_%(slug)s', '1975ea83b712_add_user_preferences_table.ts'],
  ['%%(year)d_%%(month).2d_%%(day).2d-%%(rev)s', '2026_03_05-1975ea83b712.ts'],
  ['%(epoch)d_%(hour)d_%(minute).2d_%(second)02d', '1772694489_7_08_09.ts'],
  ['100%%_%(rev)s', '100%_1975ea83b712.ts'],
])('the template %s', (template, expected) => {
  expect(name({ template })).toBe(expected)
})

test('a time zone moves the clock, over midnight too', () => {
  expect(name({ timezone: 'America/Los_Angeles', template: '%(day).2d_%(hour).2d' })).toBe('04_23.ts')
  expect(name({ timezone: 'europe/berlin', template: '%(hour).2d' })).toBe('08.ts')
})

test.each([
  ['%(nothing)s', "there is no token 'nothing'"],
  ['%(slug)d', "'slug' is no number"],
  ['%x', "'%x' is no token"],
  ['%(year)d/%(rev)s', 'it leads into another folder'],
])('the template %s is refused', (template, problem) => {
  expect(() => name({ template })).toThrow(problem)
})

test('folders are for those who search them', () => {
  const inFolders = (template: string) => name({ template, subfolders: true })
  expect(inFolders('%(year)d/%(month).2d/%(rev)s')).toBe('2026/03/1975ea83b712.ts')
  for (const wrong of ['../%(rev)s', '/%(rev)s', 'a//%(rev)s', '.hidden/%(rev)s', '__x/%(rev)s', 'a\\%(rev)s']) {
    expect(() => inFolders(wrong)).toThrow('is no name for a file or folder of revisions')
  }
})

test('an unknown time zone is refused', () => {
  expect(() => name({ timezone: 'Mars/Base' })).toThrow("Can't locate timezone: Mars/Base")
})

describe('slugs', () => {
  test.each([
    ['Add email_verified column', 'add_email_verified_column'],
    ["it's  a *test*!", 'it_s_a_test'],
    ['../../etc/passwd', 'etc_passwd'],
    ['Größe ändern', 'größe_ändern'],
    ['this is a really long message that goes on and on', 'this_is_a_really_long_message_that_goes_'],
    ['x'.repeat(50), `${'x'.repeat(40)}_`],
    ['', ''],
  ])('%j', (message, expected) => {
    expect(slugOf(message)).toBe(expected)
  })

  test('an empty one leaves no trace', () => {
    expect(name({ message: '' })).toBe('20260305_0708_1975ea83b712.ts')
  })
})

test('moments have the offset of their zone', () => {
  expect(isoInTimeZone(createdAt)).toBe('2026-03-05T07:08:09Z')
  expect(isoInTimeZone(createdAt, 'Europe/Berlin')).toBe('2026-03-05T08:08:09+01:00')
  expect(isoInTimeZone(createdAt, 'America/St_Johns')).toBe('2026-03-05T03:38:09-03:30')
})

test('new ids are twelve hexadecimal digits', () => {
  expect(newRevisionId()).toMatch(/^[\da-f]{12}$/)
  expect(newRevisionId()).not.toBe(newRevisionId())
})
