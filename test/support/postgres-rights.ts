import { Client } from 'pg'

/** Roles of the server that tests grant rights to. They stay: other tests may hold on to them. */
export const testRoles = ['limbeck_reader', 'limbeck_writer', 'Limbeck "Owner"'] as const

const quoted = (role: string) => `"${role.replaceAll('"', '""')}"`

/** SQL that makes the roles where they are missing; two tests may do so at once. */
export const makeTestRoles = testRoles
  .map(
    (role) =>
      `DO $$ BEGIN CREATE ROLE ${quoted(role)}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;`,
  )
  .join('\n')

/**
 * Who owns what and who may do what in a database, a line each, as the server itself sees it: what a list leaves to the
 * built-in default is written out. Owners may pass on whatever they have, said or not.
 */
export async function dumpRights(url: string): Promise<string> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`SET search_path = ''`)
    const { rows } = await client.query<{ fact: string }>(facts)
    return rows.map(({ fact }) => `${fact}\n`).join('')
  } finally {
    await client.end()
  }
}

const users = (namespace: string) => `${namespace} IN (
  SELECT oid FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema')`

const facts = `WITH held (what, owner, acl) AS (
    SELECT 'relation ' || c.oid::regclass, c.relowner,
      COALESCE(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner))
    FROM pg_class c WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND ${users('c.relnamespace')}
    UNION ALL
    SELECT 'column ' || a.attrelid::regclass || '.' || a.attname, NULL, a.attacl FROM pg_attribute a
    JOIN pg_class c ON c.oid = a.attrelid WHERE a.attacl IS NOT NULL AND NOT a.attisdropped AND ${users('c.relnamespace')}
    UNION ALL
    SELECT 'routine ' || p.oid::regprocedure, p.proowner, COALESCE(p.proacl, acldefault('f', p.proowner))
    FROM pg_proc p WHERE ${users('p.pronamespace')}
    UNION ALL
    SELECT 'type ' || t.oid::regtype, t.typowner, COALESCE(t.typacl, acldefault('T', t.typowner)) FROM pg_type t
    LEFT JOIN pg_class c ON c.oid = t.typrelid
    WHERE t.typelem = 0 AND (t.typrelid = 0 OR c.relkind = 'c') AND ${users('t.typnamespace')}
    UNION ALL
    SELECT 'schema ' || n.nspname, n.nspowner, COALESCE(n.nspacl, acldefault('n', n.nspowner)) FROM pg_namespace n WHERE ${users('n.oid')}
    UNION ALL
    SELECT 'defaults ' || d.defaclrole::regrole || ' ' || d.defaclnamespace::regnamespace || ' ' || d.defaclobjtype::text, NULL, d.defaclacl
    FROM pg_default_acl d
  )
  SELECT fact FROM (
    SELECT what || ' of ' || owner::regrole AS fact FROM held WHERE owner IS NOT NULL
    UNION
    SELECT what || ': ' || x.privilege_type || ' to ' || CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE x.grantee::regrole::text END
      || CASE WHEN x.is_grantable AND x.grantee IS DISTINCT FROM owner THEN ' with grant option' ELSE '' END FROM held, aclexplode(acl) x
  ) facts ORDER BY fact COLLATE "C"`
