import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { openProject } from '../../public/index.ts'
import { databaseKinds } from '../../../test/support/databases.ts'
import { createScratchProject } from '../../../test/support/scratch-project.ts'

const common = `
CREATE TABLE teams (id integer NOT NULL PRIMARY KEY, name varchar(40) NOT NULL DEFAULT 'it''s', leader integer);
CREATE TABLE "user accounts" (
  id integer NOT NULL,
  team_id integer NOT NULL,
  "first name" text NOT NULL,
  "class" text,
  score numeric(10, 2) DEFAULT 1.5,
  joined timestamp DEFAULT CURRENT_TIMESTAMP,
  full_name text GENERATED ALWAYS AS ("first name" || '!') STORED,
  CONSTRAINT "the key" PRIMARY KEY (id, team_id),
  CONSTRAINT uq_first UNIQUE ("first name", "class"),
  CONSTRAINT ck_score CHECK (score > 0 AND "class" <> '\`\${x}\\'),
  CONSTRAINT fk_team FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE CASCADE
);
CREATE TABLE "view" (id integer NOT NULL PRIMARY KEY, a integer, b integer,
  CONSTRAINT fk_both FOREIGN KEY (a, b) REFERENCES "user accounts" (id, team_id), CONSTRAINT fk_self FOREIGN KEY (a) REFERENCES "view" (id));
CREATE INDEX ix_lower ON "user accounts" (lower("first name"), "class" DESC);
CREATE UNIQUE INDEX ix_part ON teams (name) WHERE name <> '';
CREATE VIEW leaders AS SELECT t.name, t.leader FROM teams t WHERE t.leader IS NOT NULL;
`

const own = {
  sqlite: `CREATE TABLE plain (id INTEGER PRIMARY KEY AUTOINCREMENT, mail TEXT COLLATE NOCASE) STRICT;
CREATE TRIGGER watch AFTER INSERT ON teams WHEN NEW.leader IS NULL BEGIN UPDATE teams SET leader = 1 WHERE id = NEW.id; END;
CREATE VIRTUAL TABLE texts USING fts5(title, body);`,
  postgresql: `CREATE TYPE mood AS ENUM ('happy', 'so so', 'sad'); COMMENT ON TYPE mood IS 'How it goes';
CREATE SCHEMA billing;
CREATE DOMAIN mail AS text CONSTRAINT ck_mail CHECK (VALUE LIKE '%@%');
CREATE FUNCTION double_of(a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT a * 2 $$;
CREATE TABLE billing.invoices (id bigint GENERATED ALWAYS AS IDENTITY (START WITH 100) PRIMARY KEY, serial_no serial,
  mood mood NOT NULL DEFAULT 'happy', moods mood[], address mail, tags text[] DEFAULT '{}', data jsonb DEFAULT '{"a": 1}',
  team integer REFERENCES public.teams (id) DEFERRABLE INITIALLY DEFERRED, n integer DEFAULT double_of(2), CHECK (double_of(n) > 3) NOT VALID);
COMMENT ON TABLE billing.invoices IS 'What they owe'; COMMENT ON COLUMN billing.invoices.mood IS 'It''s a mood';
CREATE INDEX ix_data ON billing.invoices USING gin (data jsonb_path_ops);
CREATE SEQUENCE numbers START 10 INCREMENT 5;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER touch BEFORE UPDATE ON teams FOR EACH ROW EXECUTE FUNCTION touch();
CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS n FROM teams; CREATE INDEX ix_totals ON totals (n);
ALTER TABLE teams ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON teams FOR SELECT USING (name = current_user);
CREATE TABLE parted (id integer NOT NULL, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');`,
}

describe.each(databaseKinds)('pull on $kind', ({ kind, create }) => {
  async function pulled(options: NonNullable<Parameters<Awaited<ReturnType<typeof openProject>>['pull']>[0]>) {
    using scratch = createScratchProject()
    await using database = await create()
    await database.script(common + own[kind])
    const models = options.format === 'sql' ? { sqlFiles: ['schema'] } : './models/*.ts'
    const project = await openProject({ cwd: scratch.folder, url: database.url, config: { models } })
    try {
      const { files, unsaid } = await project.pull(options)
      const folder = scratch.path(options.format === 'sql' ? 'schema' : 'models')
      const texts = Object.fromEntries(
        readdirSync(folder).map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]),
      )
      const { operations } = await project.diff()
      await expect(project.pull(options)).rejects.toMatchObject({ code: 'LB1011' })
      await project.pull({ ...options, force: true })
      return { files, unsaid, texts, lines: operations.map((one) => one.describe) }
    } finally {
      await project.close()
    }
  }

  test.each(['one', 'each'] as const)('models in %s file give no differences', async (layout) => {
    const { texts, unsaid, lines } = await pulled({ layout })
    expect(unsaid).toEqual([])
    expect(lines).toEqual([])
    if (layout === 'one') expect(Object.keys(texts)).toEqual(['schema.ts'])
    else expect(Object.keys(texts)).toEqual(expect.arrayContaining(['teams.ts', 'user_accounts.ts', 'objects.ts']))
  })

  test('models read as a person would write them', async () => {
    const { texts } = await pulled({ layout: 'one' })
    const text = texts['schema.ts'] ?? ''
    expect(text).toContain(`name: string(40).notNull().default("it's")`)
    expect(text).toContain(`export const userAccounts = table(`)
    expect(text).toMatch(
      /team_id: integer\(\)\s*\.notNull\(\)\s*\.references\(\(\) => teams\.id, \{ name: 'fk_team', onDelete: 'cascade' \}\)/,
    )
    expect(text).toContain(`export const viewTable = table(`)
    expect(text).toMatch(/export const leaders = view\('leaders'\)\s*\.as\(/)
  })

  test('SQL gives no differences', async () => {
    const { lines, files } = await pulled({ format: 'sql' })
    expect(files).toHaveLength(1)
    expect(lines).toEqual([])
  })
})

test('what cannot be written leaves nothing half done behind', async () => {
  using project = createScratchProject()
  project.write('limbeck.config.json', JSON.stringify({ url: 'sqlite:///./dev.db' }))
  project.write('models/schema.ts/in-the-way', '')
  const opened = await openProject({ cwd: project.folder })
  await opened.operations((op) => op.execute('CREATE TABLE a (id integer PRIMARY KEY)'))
  await expect(opened.pull({ out: 'models', force: true })).rejects.toMatchObject({ syscall: 'rename' })
  expect(readdirSync(`${project.folder}/models`)).toEqual(['schema.ts'])
})
