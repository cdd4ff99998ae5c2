import { expect, test } from 'vitest'
import { upAndDown } from '../../../../test/support/object-changes.ts'

const base = `CREATE TABLE users (id int PRIMARY KEY, name text, age int);
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';`

test('triggers of every form', async () => {
  const to = `${base}
    CREATE VIEW v AS SELECT id FROM users;
    CREATE TRIGGER instead INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION touch();
    CREATE CONSTRAINT TRIGGER later AFTER INSERT ON users DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION touch();
    CREATE TRIGGER seen AFTER UPDATE ON users REFERENCING OLD TABLE AS old NEW TABLE AS new FOR EACH STATEMENT EXECUTE FUNCTION touch();
    CREATE TRIGGER whole BEFORE TRUNCATE ON users EXECUTE FUNCTION touch('a', '?');
    CREATE TRIGGER renamed BEFORE UPDATE OF name ON users FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION touch();`
  expect(await upAndDown(base, to)).toHaveLength(6)
})

test('a trigger steps aside for the column that it names', async () => {
  const trigger = 'CREATE TRIGGER renamed BEFORE UPDATE OF name ON users FOR EACH ROW EXECUTE FUNCTION touch();'
  expect(await upAndDown(base + trigger, base.replace('name text', 'name varchar(10)') + trigger)).toEqual([
    'Drop trigger users.renamed',
    'Change type of column name of users',
    'Create trigger users.renamed',
  ])
})

test('event triggers', async () => {
  const watch = "CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';"
  const trigger =
    "CREATE EVENT TRIGGER watching ON ddl_command_end WHEN TAG IN ('DROP TABLE') EXECUTE FUNCTION watch();"
  expect(await upAndDown('', watch + trigger)).toEqual(['Create function watch()', 'Create event trigger watching'])
  expect(await upAndDown(watch + trigger, `${watch}${trigger} ALTER EVENT TRIGGER watching DISABLE`)).toEqual([
    'Alter event trigger watching (enabled)',
  ])
})
