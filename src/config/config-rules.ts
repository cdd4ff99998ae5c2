import type { Timeouts } from '../revisions/index.ts'
import type { Hooks } from '../runtime/index.ts'
import type { DatabaseConfig, LimbeckConfig, ReviewConfig } from './config.ts'
import { generationRules } from './generation-rules.ts'
import {
  type Rule,
  type RulesFor,
  callable,
  callables,
  count,
  duration,
  either,
  flag,
  oneOf,
  isObject,
  object,
  severity,
  text,
  textList,
  texts,
  timezone,
} from './value-rules.ts'

const modelSources: Rule = {
  expected: "a text, sql('…') or a list of these",
  accepts: (value: unknown) =>
    modelSource(value) || (Array.isArray(value) && value.length > 0 && value.every(modelSource)),
  items: { expected: "a text or sql('…')", accepts: modelSource },
}

function modelSource(value: unknown): boolean {
  return text.accepts(value) || (isObject(value) && texts.accepts(value['sqlFiles']))
}

const reviewRules: RulesFor<ReviewConfig> = {
  rules: {
    expected: "an object of rule ids with 'error', 'warning', 'note' or 'off'",
    accepts: (value) => isObject(value) && Object.values(value).every(severity('off').accepts),
    values: severity('off'),
  },
  failOn: severity('never'),
}

const hookRules: RulesFor<Hooks> = {
  beforeRun: callable,
  beforeRevision: callable,
  afterRevision: callable,
  afterRun: callable,
}

const grantRoles: Rule = {
  expected: '`{ roles: […] }`',
  accepts: (value) =>
    isObject(value) && textList.accepts(value['roles']) && Object.keys(value).every((key) => key === 'roles'),
}

const timeoutRules: RulesFor<Timeouts> = { lock: duration, statement: duration, lockRetries: count }

/** One line for each key: what it must be. */
export const databaseRules: RulesFor<DatabaseConfig> = {
  url: { expected: 'a database URL', accepts: (value) => typeof value === 'string' },
  models: modelSources,
  scratchUrl: { expected: 'a database URL', accepts: (value) => typeof value === 'string' },
  migrations: texts,
  recursiveVersionLocations: flag,
  versionTable: text,
  versionTableSchema: text,
  versionTablePrimaryKey: flag,
  includeObject: callable,
  includeName: callable,
  compareType: either(flag, callable),
  compareDefault: either(flag, callable),
  compareGrants: either(flag, grantRoles),
  compareOwners: flag,
  transaction: oneOf('perRevision', 'perRun', 'none'),
  timeouts: object(timeoutRules),
  onVersionApply: callables,
  hooks: object(hookRules),
  schemas: textList,
  namingConvention: object({ ix: text, uq: text, ck: text, fk: text, pk: text }),
  lockTimeoutMs: count,
  exclude: textList,
  fileTemplate: text,
  truncateSlugLength: count,
  revisionFormat: oneOf('ts', 'sql'),
  timezone,
  review: object(reviewRules),
  ...generationRules,
}

const command: Rule = {
  expected: 'a command made by defineCommand(…)',
  accepts: (value) => isObject(value) && text.accepts(value['summary']) && callable.accepts(value['run']),
}

export const configRules: RulesFor<LimbeckConfig> = {
  ...databaseRules,
  databases: { expected: 'an object of databases by name', accepts: isObject },
  commands: {
    expected: 'an object of commands made by defineCommand(…)',
    accepts: (value) => isObject(value) && Object.values(value).every(command.accepts),
    values: command,
  },
}

/** What people coming from Alembic and other tools write for a key. */
export const otherWords: { readonly [word: string]: string } = {
  scriptlocation: 'migrations',
  versionlocations: 'migrations',
  targetmetadata: 'models',
  schema: 'models',
  sqlalchemyurl: 'url',
  databaseurl: 'url',
  connectionstring: 'url',
  dbcredentials: 'url',
  out: 'migrations',
  includeschemas: 'schemas',
  versiontablepk: 'versionTablePrimaryKey',
  compareserverdefault: 'compareDefault',
  transactionpermigration: 'transaction',
  transactionalddl: 'transaction',
  locktimeout: 'timeouts',
  statementtimeout: 'timeouts',
  lockretries: 'timeouts',
  tablesfilter: 'includeName',
  compareprivileges: 'compareGrants',
}
