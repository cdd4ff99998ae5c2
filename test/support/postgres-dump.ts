import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { Client } from 'pg'

/**
 * What a database is, as text, from the server's own functions and nothing of limbeck's: two databases are the same when
 * their dumps are. Oids, physical places of columns and times are left out.
 */
export async function dumpSchema(url: string): Promise<string> {
  return await onClient(url, async (client) => {
    const { rows } = await client.query<{ fact: string }>(facts)
    return rows.map((row) => `${row.fact}\n`).join('')
  })
}

const run = promisify(execFile)
let newestDumped: Promise<number> | undefined

/** The newest major that the `pg_dump` on the PATH can look at; 0 where there is none. */
async function newestDumpable(): Promise<number> {
  try {
    const { stdout } = await run('pg_dump', ['--version'])
    return Number(/(\d+)/.exec(stdout)?.[1])
  } catch {
    return 0
  }
}

/** The output of Debian's `pg_dump`, or null where it is missing or older than the server. */
export async function pgDump(url: string): Promise<string | null> {
  const major = await onClient(url, async (client) => {
    const { rows } = await client.query<{ major: number }>(
      `SELECT current_setting('server_version_num')::int / 10000 AS major`,
    )
    return rows[0]?.major ?? 0
  })
  newestDumped ??= newestDumpable()
  if ((await newestDumped) < major) return null
  const { stdout } = await run('pg_dump', ['--schema-only', '--no-owner', '--no-privileges', '-d', url], {
    maxBuffer: 2 ** 28,
  })
  return stdout.replace(/^--.*\n/gm, '').replace(/^\\(?:un)?restrict .*\n/gm, '')
}

/** All rows of all tables of the user's, as text, ordered by their text: `schema.table: (…)`. */
export async function dumpRows(url: string): Promise<string> {
  return await onClient(url, async (client) => {
    const { rows: tables } = await client.query<{ name: string; columns: string }>(`
      SELECT c.oid::regclass::text AS name, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname COLLATE "C") AS columns
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
      GROUP BY c.oid ORDER BY c.oid::regclass::text COLLATE "C"`)
    const lines: string[] = []
    for (const { name, columns } of tables) {
      const { rows } = await client.query<{ line: string }>(
        `SELECT r::text AS line FROM (SELECT ${columns} FROM ${name}) r ORDER BY 1`,
      )
      lines.push(...rows.map(({ line }) => `${name}: ${line}\n`))
    }
    return lines.join('')
  })
}

async function onClient<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    // Nothing is visible, so every name comes with its schema.
    await client.query(`SET search_path = ''`)
    return await work(client)
  } finally {
    await client.end()
  }
}

const users = (namespace: string) => `${namespace} IN (
  SELECT oid FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema')`

const comment = (catalog: string, oid: string, column = '0') =>
  `COALESCE(' -- ' || (SELECT quote_literal(description) FROM pg_description
    WHERE classoid = 'pg_catalog.${catalog}'::regclass AND objoid = ${oid} AND objsubid = ${column}), '')`

/** One line per thing; each arm of the union is one kind of thing. */
const facts = `SELECT fact FROM (
  SELECT 'schema ' || quote_ident(nspname) AS fact FROM pg_namespace n WHERE ${users('n.oid')}
  UNION ALL
  SELECT CASE c.relkind WHEN 'r' THEN 'table ' WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view ' WHEN 'S' THEN 'sequence '
      WHEN 'p' THEN 'partitioned table ' WHEN 'f' THEN 'foreign table ' ELSE 'composite type ' END
    || c.oid::regclass || ' ' || c.relpersistence::text || COALESCE(' ' || (SELECT array_agg(p ORDER BY p) FROM unnest(c.reloptions) p)::text, '')
    || CASE WHEN c.relkind IN ('v', 'm') THEN ' ' || pg_get_viewdef(c.oid) ELSE '' END
    || ${comment('pg_class', 'c.oid')}
  FROM pg_class c WHERE c.relkind IN ('r', 'v', 'm', 'S', 'p', 'f', 'c') AND ${users('c.relnamespace')}
  UNION ALL
  SELECT 'column ' || c.oid::regclass || '.' || quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
    || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
    || CASE WHEN a.attidentity <> '' THEN ' identity ' || a.attidentity::text ELSE '' END
    || CASE WHEN a.attgenerated <> '' THEN ' generated ' || a.attgenerated::text ELSE '' END
    || CASE WHEN a.attcollation <> t.typcollation THEN ' collate ' || (SELECT quote_ident(collname) FROM pg_collation o WHERE o.oid = a.attcollation) ELSE '' END
    || COALESCE(' default ' || (SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d
        WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum), '')
    || ${comment('pg_class', 'c.oid', 'a.attnum')}
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type t ON t.oid = a.atttypid
  WHERE c.relkind IN ('r', 'p', 'f', 'c') AND ${users('c.relnamespace')}
  UNION ALL
  SELECT 'constraint ' || o.conrelid::regclass || '.' || quote_ident(o.conname) || ' ' || pg_get_constraintdef(o.oid)
    || ${comment('pg_constraint', 'o.oid')}
  FROM pg_constraint o WHERE o.conrelid <> 0 AND o.contype <> 'n' AND ${users('o.connamespace')}
  UNION ALL
  SELECT 'index ' || pg_get_indexdef(i.indexrelid) || CASE WHEN i.indisvalid THEN '' ELSE ' INVALID' END
    || ${comment('pg_class', 'i.indexrelid')}
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE ${users('c.relnamespace')}
  UNION ALL
  SELECT 'sequence options ' || s.seqrelid::regclass || ' ' || format_type(s.seqtypid, NULL) || ' '
    || concat_ws(' ', s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle)
  FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid WHERE ${users('c.relnamespace')}
  UNION ALL
  SELECT 'enum ' || t.oid::regtype || ' ' || (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
      FROM pg_enum e WHERE e.enumtypid = t.oid) || ${comment('pg_type', 't.oid')}
  FROM pg_type t WHERE t.typtype = 'e' AND ${users('t.typnamespace')}
  UNION ALL
  SELECT 'type ' || t.typtype::text || ' ' || t.oid::regtype || COALESCE(' of ' || NULLIF(t.typbasetype, 0)::regtype, '')
    || COALESCE(' default ' || t.typdefault, '') FROM pg_type t
  WHERE t.typtype IN ('d', 'r') AND ${users('t.typnamespace')}
  UNION ALL
  SELECT 'routine ' || p.oid::regprocedure || ' ' || md5(p.prosrc) FROM pg_proc p WHERE ${users('p.pronamespace')}
  UNION ALL
  SELECT 'trigger ' || pg_get_triggerdef(g.oid) FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid
  WHERE NOT g.tgisinternal AND ${users('c.relnamespace')}
  UNION ALL
  SELECT 'rule ' || pg_get_ruledef(r.oid) FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
  WHERE r.rulename <> '_RETURN' AND ${users('c.relnamespace')}
  UNION ALL
  SELECT 'policy ' || polrelid::regclass || '.' || quote_ident(polname) FROM pg_policy
  UNION ALL
  SELECT 'extension ' || quote_ident(extname) FROM pg_extension WHERE extname <> 'plpgsql'
) AS facts ORDER BY fact COLLATE "C"`
