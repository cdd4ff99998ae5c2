import { Client } from 'pg'
import { expect, test } from 'vitest'
import { createScratchDatabase } from '../../test/support/postgres-database.ts'
import { operationsOf } from '../../test/support/operations-of.ts'
import { postgresGrammar } from '../dialects/postgres/grammar.ts'
import { array, enumType, integer, sql, string, text, uuid } from '../models/index.ts'
import { type Catalog, createCatalog } from '../schema/index.ts'
import type { Statement } from '../sql/index.ts'
import { type Operations, applyOperations, definitionOf } from './index.ts'

/** The statements of operations, each with the catalog in front of it. */
async function emitted(body: (op: Operations) => unknown): Promise<readonly Statement[]> {
  let catalog: Catalog = createCatalog([])
  const statements: Statement[] = []
  for (const op of await operationsOf(body)) {
    statements.push(...definitionOf(op).emit(op, postgresGrammar, catalog))
    catalog = applyOperations(catalog, [op])
  }
  return statements
}

const mood = enumType('mood', ['calm', "it's rough", 'storm'])

/** A walk through every kind of operation. */
function voyage(op: Operations): void {
  void op.createSchema('port')
  void op.createEnum(mood, undefined, { comment: 'Of the sea' })
  void op.createTable('ships', (t) => {
    t.column('id', uuid().notNull())
    t.column('name', string(50).comment('Painted on the hull'))
    t.column('sea', mood().notNull().default('calm'))
    t.column('seas', array(mood()).default(['calm', 'storm']))
    t.column('length', text())
    t.primaryKey(null, ['id'])
    t.check('ck_ships_sea', sql`sea <> 'calm'`)
    t.index('ix_ships_rough', ['name'], { where: sql`sea = 'it''s rough'` })
  })
  void op.createTable('berths', (t) => t.column('id', integer().primaryKey()), { schema: 'port' })
  void op.createTableComment('ships', 'What floats')
  void op.addColumn('ships', 'berth', integer().references('port.berths.id').index())
  void op.alterColumn('ships', 'length', { type: integer(), nullable: false, default: 7 })
  void op.alterColumn('ships', 'name', { type: string(60), comment: null })
  void op.alterColumn('ships', 'length', { type: string(5), default: null })
  void op.renameColumn('ships', 'length', 'metres')
  void op.createUniqueConstraint('uq', 'ships', ['name'])
  void op.renameConstraint('uq', 'uq_ships_name', 'ships')
  void op.createIndex('ix', 'ships', ['metres'], { concurrently: true })
  void op.renameIndex('ix', 'ix_ships_metres')
  void op.dropIndex('ix_ships_metres', 'ships', { ifExists: true })
  void op.addEnumValue('mood', 'ice', { after: 'calm' })
  void op.renameEnumValue('mood', 'calm', 'still')
  void op.dropEnumValue('mood', 'storm', { replacement: "it's rough" })
  void op.reorderEnumValues('mood', ['ice', 'still', "it's rough"])
  void op.bulkInsert('ships', [{ id: 1, name: 'Argo' }, { id: 2, name: 'Nao' }, { id: 3 }])
  void op.execute('UPDATE ships SET name = ?', ['x'])
  void op.alterTable('ships', (t) => {
    t.dropConstraint('fk_ships_berth_berths')
    t.dropColumn('berth')
    t.dropTableComment()
  })
  void op.renameSchema('port', 'harbour')
  void op.dropTable('berths', { schema: 'harbour' })
  void op.dropSchema('harbour')
  void op.renameTable('ships', 'vessels')
  void op.renameEnum('mood', 'sea_mood')
  void op.dropTable('vessels', { ifExists: true })
  void op.dropEnum('sea_mood')
}

test('every operation in the words of PostgreSQL', async () => {
  const statements = await emitted(voyage)
  expect(statements.map((one) => one.sql + (one.transaction === 'outside' ? ' -- outside' : '')).join(';\n'))
    .toMatchInlineSnapshot(`
    "CREATE SCHEMA "port";
    CREATE TYPE "mood" AS ENUM ('calm', 'it''s rough', 'storm');
    COMMENT ON TYPE "mood" IS 'Of the sea';
    CREATE TABLE "ships" (
      "id" uuid NOT NULL,
      "name" varchar(50),
      "sea" "mood" DEFAULT 'calm' NOT NULL,
      "seas" "mood"[] DEFAULT '{"calm","storm"}',
      "length" text,
      CONSTRAINT "pk_ships" PRIMARY KEY ("id"),
      CONSTRAINT "ck_ships_sea" CHECK (sea <> 'calm')
    );
    COMMENT ON COLUMN "ships"."name" IS 'Painted on the hull';
    CREATE INDEX "ix_ships_rough" ON "ships" ("name") WHERE sea = 'it''s rough';
    CREATE TABLE "port"."berths" (
      "id" integer NOT NULL,
      CONSTRAINT "pk_berths" PRIMARY KEY ("id")
    );
    COMMENT ON TABLE "ships" IS 'What floats';
    ALTER TABLE "ships" ADD COLUMN "berth" integer;
    ALTER TABLE "ships" ADD CONSTRAINT "fk_ships_berth_berths" FOREIGN KEY ("berth") REFERENCES "port"."berths" ("id");
    CREATE INDEX "ix_ships_berth" ON "ships" ("berth");
    ALTER TABLE "ships" ALTER COLUMN "length" TYPE integer USING "length"::integer;
    ALTER TABLE "ships" ALTER COLUMN "length" SET DEFAULT 7;
    ALTER TABLE "ships" ALTER COLUMN "length" SET NOT NULL;
    ALTER TABLE "ships" ALTER COLUMN "name" TYPE varchar(60);
    COMMENT ON COLUMN "ships"."name" IS NULL;
    ALTER TABLE "ships" ALTER COLUMN "length" DROP DEFAULT;
    ALTER TABLE "ships" ALTER COLUMN "length" TYPE varchar(5) USING "length"::text;
    ALTER TABLE "ships" RENAME COLUMN "length" TO "metres";
    ALTER TABLE "ships" ADD CONSTRAINT "uq" UNIQUE ("name");
    ALTER TABLE "ships" RENAME CONSTRAINT "uq" TO "uq_ships_name";
    CREATE INDEX CONCURRENTLY "ix" ON "ships" ("metres") -- outside;
    ALTER INDEX "ix" RENAME TO "ix_ships_metres";
    DROP INDEX IF EXISTS "ix_ships_metres";
    ALTER TYPE "mood" ADD VALUE 'ice' AFTER 'calm';
    ALTER TYPE "mood" RENAME VALUE 'calm' TO 'still';
    ALTER TABLE "ships" DROP CONSTRAINT "ck_ships_sea";
    DROP INDEX "ix_ships_rough";
    ALTER TYPE "mood" RENAME TO "mood__limbeck_old";
    CREATE TYPE "mood" AS ENUM ('still', 'ice', 'it''s rough');
    ALTER TABLE "ships" ALTER COLUMN "sea" DROP DEFAULT;
    ALTER TABLE "ships" ALTER COLUMN "sea" TYPE "mood" USING (CASE "sea"::text WHEN 'storm' THEN 'it''s rough' ELSE "sea"::text END)::"mood";
    ALTER TABLE "ships" ALTER COLUMN "sea" SET DEFAULT 'still';
    ALTER TABLE "ships" ALTER COLUMN "seas" DROP DEFAULT;
    ALTER TABLE "ships" ALTER COLUMN "seas" TYPE "mood"[] USING array_replace("seas"::text[], 'storm', 'it''s rough')::"mood"[];
    ALTER TABLE "ships" ALTER COLUMN "seas" SET DEFAULT '{"still","it''s rough"}';
    DROP TYPE "mood__limbeck_old";
    ALTER TABLE "ships" ADD CONSTRAINT "ck_ships_sea" CHECK (sea <> 'still');
    CREATE INDEX "ix_ships_rough" ON "ships" ("name") WHERE sea = 'it''s rough';
    ALTER TABLE "ships" DROP CONSTRAINT "ck_ships_sea";
    DROP INDEX "ix_ships_rough";
    ALTER TYPE "mood" RENAME TO "mood__limbeck_old";
    CREATE TYPE "mood" AS ENUM ('ice', 'still', 'it''s rough');
    ALTER TABLE "ships" ALTER COLUMN "sea" DROP DEFAULT;
    ALTER TABLE "ships" ALTER COLUMN "sea" TYPE "mood" USING "sea"::text::"mood";
    ALTER TABLE "ships" ALTER COLUMN "sea" SET DEFAULT 'still';
    ALTER TABLE "ships" ALTER COLUMN "seas" DROP DEFAULT;
    ALTER TABLE "ships" ALTER COLUMN "seas" TYPE "mood"[] USING "seas"::text[]::"mood"[];
    ALTER TABLE "ships" ALTER COLUMN "seas" SET DEFAULT '{"still","it''s rough"}';
    DROP TYPE "mood__limbeck_old";
    ALTER TABLE "ships" ADD CONSTRAINT "ck_ships_sea" CHECK (sea <> 'still');
    CREATE INDEX "ix_ships_rough" ON "ships" ("name") WHERE sea = 'it''s rough';
    INSERT INTO "ships" ("id", "name") VALUES
      (?, ?),
      (?, ?);
    INSERT INTO "ships" ("id") VALUES
      (?);
    UPDATE ships SET name = ?;
    ALTER TABLE "ships" DROP CONSTRAINT "fk_ships_berth_berths";
    ALTER TABLE "ships" DROP COLUMN "berth";
    COMMENT ON TABLE "ships" IS NULL;
    ALTER SCHEMA "port" RENAME TO "harbour";
    DROP TABLE "harbour"."berths";
    DROP SCHEMA "harbour";
    ALTER TABLE "ships" RENAME TO "vessels";
    ALTER TYPE "mood" RENAME TO "sea_mood";
    DROP TABLE IF EXISTS "vessels";
    DROP TYPE "sea_mood""
  `)
})

test('PostgreSQL takes all of it', async () => {
  await using database = await createScratchDatabase('operation cards')
  const client = new Client({ connectionString: database.url })
  await client.connect()
  try {
    const statements = await emitted(voyage)
    for (const { sql: statement, parameters } of statements) {
      // Rows are the drivers' business: their placeholders are not PostgreSQL's.
      if (parameters === null) await client.query(statement)
      else
        await client.query(`INSERT INTO ships (id, metres, sea, seas) VALUES (gen_random_uuid(), '1', 'ice', '{ice}')`)
    }
  } finally {
    await client.end()
  }
})

test('many rows are several statements', async () => {
  const rows = Array.from({ length: 40_000 }, (_, id) => ({ id, name: 'x' }))
  const [op] = await operationsOf((one) => one.bulkInsert('ships', rows))
  const statements = op === undefined ? [] : definitionOf(op).emit(op, postgresGrammar, createCatalog([]))
  expect(statements.map((one) => one.parameters?.length)).toEqual([30_000, 30_000, 20_000])
})

test('IF EXISTS and IF NOT EXISTS', async () => {
  const statements = await emitted((op) => {
    void op.createSchema('port', { ifNotExists: true })
    void op.createTable('ships', (t) => t.column('id', integer()), { ifNotExists: true })
    void op.addColumn('ships', 'name', text(), { ifNotExists: true })
    void op.createIndex('ix_ships_name', 'ships', ['name'], { ifNotExists: true })
    void op.dropIndex('ix_ships_name', 'ships', { ifExists: true })
    void op.dropColumn('ships', 'name', { ifExists: true })
    void op.dropConstraint('ck', 'ships', { ifExists: true })
    void op.dropTable('ships', { ifExists: true })
  })
  expect(statements.map((one) => /IF (NOT )?EXISTS/.exec(one.sql)?.[0])).toEqual([
    'IF NOT EXISTS',
    'IF NOT EXISTS',
    'IF NOT EXISTS',
    'IF NOT EXISTS',
    'IF EXISTS',
    'IF EXISTS',
    'IF EXISTS',
    'IF EXISTS',
  ])
})
