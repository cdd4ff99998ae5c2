import { expect, test } from 'vitest'
import { boolean, index, integer, modelsToCatalog, string, table, uuid } from '../models/index.ts'
import type { Operations } from '../operations/index.ts'
import { recordRevision } from '../runtime/index.ts'
import { type Catalog, defaultNamingConvention } from '../schema/index.ts'
import { type Finding, failsReview, reviewRules, runReview } from './index.ts'

const harbours = table('harbours', { id: integer().primaryKey(), name: string(100).notNull() })
const berths = table(
  'berths',
  {
    id: integer().primaryKey(),
    harbour_id: integer().references(() => harbours.id),
    title: string(100),
    depth: integer(),
  },
  (t) => [index('ix_berths_harbour_id').on(t.harbour_id)],
)

function catalogOf(...tables: object[]): Catalog {
  const exports = Object.fromEntries(tables.map((one, number) => [`table${number}`, one]))
  return modelsToCatalog([{ file: 'models.ts', exports }], { namingConvention: defaultNamingConvention }).catalog
}

type Body = (op: Operations) => unknown

async function review(
  upgrade: Body,
  options: { downgrade?: Body | null; message?: string; text?: string; before?: Catalog; first?: boolean } = {},
): Promise<readonly Finding[]> {
  const downgrade =
    options.downgrade === undefined ? async (op: Operations) => op.execute('SELECT 1') : options.downgrade
  const module = downgrade === null ? { upgrade } : { upgrade, downgrade }
  return runReview(
    [
      {
        id: 'abc123',
        downRevisions: options.first === true ? [] : ['parent'],
        message: options.message ?? 'Add depth limits to berths',
        file: null,
        text: options.text ?? '',
        upgrade: await recordRevision(module, 'upgrade', { namingConvention: defaultNamingConvention }),
        downgrade:
          downgrade === null
            ? null
            : await recordRevision(module, 'downgrade', { namingConvention: defaultNamingConvention }),
        before: options.before ?? catalogOf(harbours, berths),
      },
    ],
    { rules: {}, castSafety: (from, to) => (from.kind === 'string' && to.kind === 'string' ? 'lossy' : 'safe') },
  )
}

const rules = (findings: readonly Finding[]) => findings.map((finding) => `${finding.rule}: ${finding.severity}`)

test('a revision that is fine has no findings', async () => {
  const findings = await review(
    async (op) => {
      await op.addColumn('berths', 'length', integer())
      await op.createIndex('ix_berths_length', 'berths', ['length'])
    },
    { downgrade: async (op) => op.dropColumn('berths', 'length') },
  )
  expect(findings).toEqual([])
})

test('possible-rename: a column dropped and one of the same type added', async () => {
  const findings = await review(async (op) => {
    await op.dropColumn('berths', 'title')
    await op.addColumn('berths', 'label', string(100))
  })
  expect(rules(findings)).toEqual(['possible-rename: warning', 'data-loss: warning'])
  expect(findings[0]?.help).toContain(`op.renameColumn('berths', 'title', 'label')`)
  expect(findings[0]?.operation).toBe(0)
})

test('possible-rename: a table dropped and a similar one created', async () => {
  const findings = await review(async (op) => {
    await op.dropTable('berths')
    await op.createTable('moorings', (t) => {
      t.column('id', integer().primaryKey())
      t.column('title', string(100))
      t.column('depth', integer())
    })
  })
  expect(rules(findings)).toContain('possible-rename: warning')
})

test('possible-rename: two columns made into one are no rename', async () => {
  const findings = await review(async (op) => {
    await op.addColumn('berths', 'label', string(200))
    await op.execute("UPDATE berths SET label = title || ' ' || depth")
    await op.dropColumn('berths', 'title')
    await op.dropColumn('berths', 'depth')
  })
  expect(rules(findings)).toEqual(['schema-and-data-mixed: note', 'data-loss: note', 'data-loss: note'])
})

test('data-loss: dropped tables and columns, and types that cut', async () => {
  const findings = await review(async (op) => {
    await op.dropColumn('berths', 'depth')
    await op.alterColumn('berths', 'title', { type: string(10) })
    await op.dropTable('berths')
  })
  expect(findings.filter((finding) => finding.rule === 'data-loss').map((finding) => finding.message)).toEqual([
    'Dropping column depth of berths destroys its values',
    'Column title of berths goes from string(100) to string(10): values may be cut, rounded or refused',
    'Dropping table berths destroys all its rows',
  ])
})

test('data-loss: what the revision itself made is no loss', async () => {
  const findings = await review(async (op) => {
    await op.createTable('scratch', (t) => t.column('id', integer().primaryKey()))
    await op.dropTable('scratch')
    await op.addColumn('berths', 'length', integer())
    await op.dropColumn('berths', 'length')
  })
  expect(rules(findings).filter((rule) => rule.startsWith('data-loss'))).toEqual([])
})

test('data-needs-moving: NOT NULL without a default, with the guide’s steps as the way out', async () => {
  const wrong = await review(async (op) => op.addColumn('berths', 'length', integer().notNull()))
  expect(rules(wrong)).toEqual(['data-needs-moving: warning'])
  const right = await review(async (op) => {
    await op.addColumn('berths', 'length', integer())
    await op.execute('UPDATE berths SET length = 10')
    await op.alterColumn('berths', 'length', { nullable: false })
  })
  expect(rules(right)).toEqual(['schema-and-data-mixed: note'])
  const tightened = await review(async (op) => op.alterColumn('berths', 'depth', { nullable: false }))
  expect(rules(tightened)).toEqual(['data-needs-moving: warning'])
  const unique = await review(async (op) => op.createUniqueConstraint('uq_berths_title', 'berths', ['title']))
  expect(rules(unique)).toEqual(['data-needs-moving: note'])
})

test('data-needs-moving: constraints on new columns meet no old values, but defaults repeat', async () => {
  const fresh = await review(async (op) => {
    await op.addColumn('berths', 'length', integer().notNull().default(0))
    await op.addColumn('berths', 'code', string(10))
    await op.createCheckConstraint('ck_berths_length', 'berths', 'length >= 0')
    await op.createUniqueConstraint('uq_berths_code', 'berths', ['code'])
  })
  expect(rules(fresh)).toEqual([])
  const mixed = await review(async (op) => {
    await op.addColumn('berths', 'length', integer().notNull().default(0))
    await op.createCheckConstraint('ck_berths_length', 'berths', 'length >= depth')
  })
  expect(rules(mixed)).toEqual(['data-needs-moving: note'])
  const repeated = await review(async (op) => {
    await op.addColumn('berths', 'code', string(10).notNull().default(''))
    await op.createUniqueConstraint('uq_berths_code', 'berths', ['code'])
  })
  expect(rules(repeated)).toEqual(['data-needs-moving: note'])
})

test('missing-constraint: no primary key, and a reference without a foreign key', async () => {
  const findings = await review(async (op) => {
    await op.createTable('visits', (t) => {
      t.column('harbour_id', integer())
      t.column('berth_id', uuid())
    })
  })
  expect(findings.map((finding) => finding.message)).toEqual([
    'Table visits has no primary key',
    'Column harbour_id of visits looks like a reference to harbours but has no foreign key',
  ])
})

test('foreign-key-without-index: unless an index, key or unique constraint starts with its columns', async () => {
  const visits =
    (withIndex: boolean): Body =>
    async (op) => {
      await op.createTable('visits', (t) => {
        t.column('id', integer().primaryKey())
        t.column('berth_id', integer())
        t.foreignKey('fk_visits_berth_id_berths', ['berth_id'], 'berths', ['id'])
        if (withIndex) t.index('ix_visits_berth_id_id', ['berth_id', 'id'])
      })
    }
  expect(rules(await review(visits(false)))).toEqual(['foreign-key-without-index: warning'])
  expect(await review(visits(true))).toEqual([])
})

test('unclear-name: names that say nothing', async () => {
  const names = ['idx1', 'ix_berths_depth_0a1b2c3d', 'berths_depth_key1', 'ix_berths_depth', 'berths_depth_idx', 'uq_2']
  const flagged: string[] = []
  for (const name of names) {
    const findings = await review(async (op) => op.createIndex(name, 'berths', ['depth']))
    if (findings.some((finding) => finding.rule === 'unclear-name')) flagged.push(name)
  }
  expect(flagged).toEqual(['idx1', 'ix_berths_depth_0a1b2c3d', 'berths_depth_key1', 'uq_2'])
})

test('unnecessary-operation: nothing at all, the same again, what is there already', async () => {
  expect(rules(await review(async () => {}))).toEqual(['unnecessary-operation: note'])
  const again = await review(async (op) => {
    await op.dropIndex('ix_berths_harbour_id', 'berths')
    await op.createIndex('ix_berths_harbour_id', 'berths', ['harbour_id'])
  })
  expect(rules(again)).toContain('unnecessary-operation: warning')
  const already = await review(async (op) => op.alterColumn('berths', 'depth', { nullable: true }))
  expect(rules(already)).toEqual(['unnecessary-operation: warning'])
})

test('irreversible-downgrade: none, an empty one, one that refuses', async () => {
  const upgrade: Body = async (op) => op.addColumn('berths', 'lit', boolean())
  expect(rules(await review(upgrade, { downgrade: null }))).toEqual(['irreversible-downgrade: warning'])
  expect(rules(await review(upgrade, { downgrade: async () => {} }))).toEqual(['irreversible-downgrade: warning'])
  const refusing = await review(upgrade, {
    downgrade: async () => {
      throw new Error('Restore the backup')
    },
  })
  expect(rules(refusing)).toEqual(['irreversible-downgrade: note'])
  expect(refusing[0]?.message).toContain('Restore the backup')
})

test('vague-message: the guide’s rules for messages', async () => {
  const upgrade: Body = async (op) => op.addColumn('berths', 'lit', boolean())
  const verdict = async (message: string) => rules(await review(upgrade, { message }))
  expect(await verdict('Update tables')).toEqual(['vague-message: warning'])
  expect(await verdict('')).toEqual(['vague-message: warning'])
  expect(await verdict('Added lights to berths')).toEqual(['vague-message: note'])
  expect(await verdict('Add lights to berths')).toEqual([])
})

test('oversized-revision: many changes to what exists, not many new tables', async () => {
  const many = await review(async (op) => {
    for (let number = 0; number < 26; number += 1) await op.addColumn('berths', `column_${number}`, integer())
  })
  expect(rules(many)).toEqual(['oversized-revision: note'])
})

test('not-reviewable: code that needs rows says so', async () => {
  const findings = await review(async (op) => {
    const rows = await op.connection().query('SELECT * FROM berths')
    for (const row of rows) await op.execute('UPDATE berths SET depth = ? WHERE id = ?', [0, row['id']])
  })
  expect(rules(findings)).toEqual(['not-reviewable: note'])
})

test('suppressions need a reason, a rule that exists, and something to allow', async () => {
  const drop: Body = async (op) => op.dropColumn('berths', 'depth')
  expect(await review(drop, { text: '// limbeck-allow data-loss: measured anew every spring' })).toEqual([])
  expect(rules(await review(drop, { text: '// limbeck-allow data-loss' }))).toEqual([
    'suppression: warning',
    'data-loss: warning',
  ])
  const wrong = await review(drop, { text: '// limbeck-allow dataloss: because' })
  expect(wrong[0]?.help).toBe('Did you mean "data-loss"?')
  const needless = await review(async (op) => op.addColumn('berths', 'lit', boolean()), {
    text: '// limbeck-allow data-loss: nothing is lost',
  })
  expect(rules(needless)).toEqual(['suppression: note'])
})

test('severities decide what fails, and rules that do not exist are refused', () => {
  const finding = (severity: Finding['severity']): Finding => ({
    rule: 'data-loss',
    severity,
    message: '',
    help: '',
    revision: 'a',
    file: null,
    direction: 'upgrade',
    operation: null,
    objects: [],
  })
  expect(failsReview([finding('note')], 'warning')).toBe(false)
  expect(failsReview([finding('note'), finding('error')], 'warning')).toBe(true)
  expect(failsReview([finding('error')], 'never')).toBe(false)
  expect(() => runReview([], { rules: { 'data-los': 'off' }, castSafety: () => 'safe' })).toThrow(
    /names "data-los", which is not a rule/,
  )
})

test('every rule says what it looks for in one line', () => {
  expect(reviewRules.filter((rule) => rule.title.includes('\n') || rule.title.endsWith('.'))).toEqual([])
})

test('data-loss: the words of hand-written SQL, but for what the revision makes or puts in its place', async () => {
  const findings = await review(async (op) => {
    await op.execute('CREATE TABLE new_berths (id integer)')
    await op.execute('INSERT INTO new_berths SELECT id FROM berths')
    await op.execute('DROP TABLE berths')
    await op.execute('ALTER TABLE new_berths RENAME TO berths')
    await op.execute('TRUNCATE harbours')
  })
  expect(findings.filter(({ rule }) => rule === 'data-loss').map(({ message }) => message)).toEqual([
    'Truncating table harbours destroys all its rows',
  ])
})
