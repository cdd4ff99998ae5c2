import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { configRules } from './config-rules.ts'
import { findConfigProblems } from './validate-config.ts'

describe('findConfigProblems', () => {
  it('finds nothing in a full configuration', () => {
    const config = {
      url: 'sqlite:///./dev.db',
      models: ['./a/*.ts', './b/*.ts'],
      migrations: './migrations',
      versionTable: 'alembic_version',
      versionTableSchema: undefined,
      schemas: ['billing'],
      namingConvention: { ix: 'ix_%(column_0_label)s' },
      lockTimeoutMs: 0,
      exclude: [],
      fileTemplate: '%(rev)s_%(slug)s',
      truncateSlugLength: 20,
      revisionFormat: 'sql',
      timezone: 'Europe/Berlin',
      versionTablePrimaryKey: false,
      includeObject: () => true,
      includeName: () => true,
      compareType: false,
      compareDefault: () => undefined,
      compareGrants: { roles: ['app', 'PUBLIC'] },
      compareOwners: true,
      transaction: 'perRun',
      timeouts: { lock: '5s', statement: 30_000, lockRetries: 3 },
      onVersionApply: [() => {}],
      hooks: { beforeRun: () => {}, beforeRevision: () => {}, afterRevision: () => {}, afterRun: () => {} },
      review: { rules: { 'data-loss': 'error' }, failOn: 'never' },
      databases: { main: { url: 'sqlite://' }, billing: {} },
    }
    expect(findConfigProblems(config)).toEqual([])
  })

  it.each([
    [{ migration: './m' }, '"migration" is not a key of the configuration.', 'Did you mean `migrations`?'],
    [{ script_location: './m' }, '"script_location" is not a key of the configuration.', 'Did you mean `migrations`?'],
    [{ 'sqlalchemy.url': 'x' }, '"sqlalchemy.url" is not a key of the configuration.', 'Did you mean `url`?'],
    [{ version_table: 'x' }, '"version_table" is not a key of the configuration.', 'Did you mean `versionTable`?'],
    [{ review: { failon: 'note' } }, '"review.failon" is not a key of the configuration.', 'Did you mean `failOn`?'],
    [{ review: { zzz: 1 } }, '"review.zzz" is not a key of the configuration.', 'Known keys: rules, failOn.'],
    [
      { databases: { main: { modles: 'x' } } },
      '"databases.main.modles" is not a key of the configuration.',
      'Did you mean `models`?',
    ],
    [{ databases: { all: {} } }, '"databases.all": `-n all` means every database.', 'Choose another name.'],
    [
      { databases: { main: { reviw: {} } } },
      '"databases.main.reviw" is not a key of the configuration.',
      'Did you mean `review`?',
    ],
    [
      { transaction_per_migration: true },
      '"transaction_per_migration" is not a key of the configuration.',
      'Did you mean `transaction`?',
    ],
    [{ transaction: 'run' }, `"transaction" must be one of 'perRevision', 'perRun', 'none', not 'run'.`, null],
    [{ compareType: 'no' }, `"compareType" must be true or false, or a function, not 'no'.`, null],
    [
      { compareGrants: { role: 'app' } },
      '"compareGrants" must be true or false, or `{ roles: […] }`, not an object.',
      null,
    ],
    [{ includeObject: true }, '"includeObject" must be a function, not true.', null],
    [{ onVersionApply: [1] }, '"onVersionApply[0]" must be a function, not 1.', null],
    [{ exclude: ['a', 5] }, '"exclude[1]" must be a text, not 5.', null],
    [{ schemas: 'a' }, `"schemas" must be a list of texts, not 'a'.`, null],
    [{ models: ['./a.ts', {}] }, `"models[1]" must be a text or sql('…'), not an object.`, null],
    [{ operations: [{}] }, '"operations[0]" must be an operation made by defineOperation(…), not an object.', null],
    [{ emit: { addColumn: 1 } }, '"emit.addColumn" must be a function, not 1.', null],
    [
      { review: { rules: { 'data-loss': 'warn' } } },
      `"review.rules.data-loss" must be one of 'error', 'warning', 'note', 'off', not 'warn'.`,
      null,
    ],
    [
      { commands: { 'send-mail': {} } },
      '"commands.send-mail" must be a command made by defineCommand(…), not an object.',
      null,
    ],
    [
      { commands: { list_templates: { summary: 'Mine', run: () => null } } },
      '"commands.list_templates": this cannot be the name of a command.',
      'Names of commands are small letters, digits and hyphens.',
    ],
    [{ hooks: { beforUpgrade: 1 } }, '"hooks.beforUpgrade" is not a key of the configuration.', expect.anything()],
    [
      { timeouts: { lock: '5 parsecs' } },
      `"timeouts.lock" must be milliseconds or a time such as '500ms', '5s', '10min', '1h', not '5 parsecs'.`,
      null,
    ],
    [{ migrations: 7 }, '"migrations" must be a text or a list of texts, not 7.', null],
    [{ migrations: [] }, '"migrations" must be a text or a list of texts, not an empty list.', null],
    [{ lockTimeoutMs: '60' }, `"lockTimeoutMs" must be a whole number, 0 or more, not '60'.`, null],
    [
      { timezone: 'Mars/Base' },
      `"timezone" must be the name of a time zone, such as Europe/Berlin or UTC, not 'Mars/Base'.`,
      null,
    ],
    [
      { review: { failOn: 'no' } },
      `"review.failOn" must be one of 'error', 'warning', 'note', 'never', not 'no'.`,
      null,
    ],
    [{ databases: 'postgresql://u:secret@h' }, '"databases" must be an object of databases by name, not a URL.', null],
    [{ url: null }, '"url" must be a database URL, not null.', null],
    [
      undefined,
      'A configuration must be an object, not undefined.',
      'Write `export default defineConfig({ … })`, or a function that returns the configuration.',
    ],
  ])('%j', (config, message, hint) => {
    expect(findConfigProblems(config)).toMatchObject([{ message, hint }])
  })
})

it('every key stands in the manual', () => {
  const manual = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8')
  expect(Object.keys(configRules).filter((key) => !manual.includes(`\n| \`${key}\` |`))).toEqual([])
})
