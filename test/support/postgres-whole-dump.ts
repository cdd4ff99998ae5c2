import { Client } from 'pg'
import { dumpSchema } from './postgres-dump.ts'

/** Everything that a database is, a line each: {@link dumpSchema} and what only some objects have. */
export async function dumpWholeSchema(url: string): Promise<string> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`SET search_path = ''`)
    const { rows } = await client.query<{ fact: string }>(facts)
    return `${await dumpSchema(url)}${rows.map(({ fact }) => `${fact}\n`).join('')}`
      .split('\n')
      .filter((line) => !line.includes('limbeck_'))
      .sort()
      .join('\n')
  } finally {
    await client.end()
  }
}

const users = (namespace: string) => `${namespace} IN (
  SELECT oid FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema')`

/** One arm for each kind of thing. What belongs to an extension is the extension's business. */
const facts = `WITH own AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e')
  SELECT fact FROM (
  SELECT 'settings of ' || c.oid::regclass || ' ' || concat_ws(' ', c.relrowsecurity, c.relforcerowsecurity, c.relreplident,
      (SELECT amname FROM pg_am a WHERE a.oid = c.relam), pg_get_expr(c.relpartbound, c.oid), pg_get_partkeydef(c.oid),
      (SELECT string_agg(i.inhparent::regclass::text, ' ' ORDER BY i.inhseqno) FROM pg_inherits i WHERE i.inhrelid = c.oid),
      (SELECT t.reloptions::text FROM pg_class t WHERE t.oid = c.reltoastrelid)) AS fact
  FROM pg_class c WHERE c.relkind IN ('r', 'p', 'v', 'm') AND ${users('c.relnamespace')}
  UNION ALL
  SELECT 'settings of column ' || c.oid::regclass || '.' || CASE c.relkind WHEN 'i' THEN a.attnum::text ELSE quote_ident(a.attname) END || ' '
    || concat_ws(' ', a.attstorage, a.attcompression, NULLIF(a.attstattarget, -1), a.attoptions::text, a.atthasdef)
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.relkind IN ('r', 'p', 'i', 'v', 'm') AND ${users('c.relnamespace')}
  UNION ALL
  SELECT 'domain constraint ' || o.contypid::regtype || ' ' || quote_ident(o.conname) || ' ' || pg_get_constraintdef(o.oid)
  FROM pg_constraint o WHERE o.contypid <> 0 AND o.contype <> 'n' AND ${users('o.connamespace')}
  UNION ALL
  SELECT 'not null ' || t.oid::regtype FROM pg_type t WHERE t.typtype = 'd' AND t.typnotnull AND ${users('t.typnamespace')}
  UNION ALL
  SELECT 'range ' || r.rngtypid::regtype || ' ' || r.rngsubtype::regtype || ' ' || r.rngcollation FROM pg_range r
  JOIN pg_type t ON t.oid = r.rngtypid WHERE ${users('t.typnamespace')}
  UNION ALL
  SELECT pg_get_functiondef(p.oid) FROM pg_proc p WHERE p.prokind <> 'a' AND ${users('p.pronamespace')}
    AND NOT EXISTS (SELECT FROM own WHERE classid = 'pg_proc'::regclass AND objid = p.oid)
  UNION ALL
  SELECT 'aggregate ' || p.oid::regprocedure || ' ' || g.aggtransfn || ' ' || g.aggtranstype::regtype || COALESCE(' ' || g.agginitval, '')
  FROM pg_aggregate g JOIN pg_proc p ON p.oid = g.aggfnoid WHERE ${users('p.pronamespace')}
  UNION ALL
  SELECT 'state of trigger ' || g.tgrelid::regclass || ' ' || quote_ident(g.tgname) || ' ' || g.tgenabled::text FROM pg_trigger g
  JOIN pg_class c ON c.oid = g.tgrelid WHERE NOT g.tgisinternal AND ${users('c.relnamespace')}
  UNION ALL
  SELECT 'policy ' || p.polrelid::regclass || ' ' || quote_ident(p.polname) || ' ' || concat_ws(' ', p.polcmd, p.polpermissive, p.polroles)
    || COALESCE(' ' || pg_get_expr(p.polqual, p.polrelid), '') || COALESCE(' check ' || pg_get_expr(p.polwithcheck, p.polrelid), '')
  FROM pg_policy p
  UNION ALL
  SELECT 'event trigger ' || quote_ident(evtname) || ' ' || evtevent || ' ' || evtfoid::regproc || ' ' || evtenabled::text
    || COALESCE(' ' || evttags::text, '') FROM pg_event_trigger
  UNION ALL
  SELECT 'publication ' || concat_ws(' ', p.pubname, p.schemaname, p.tablename, p.rowfilter,
      (SELECT string_agg(quote_ident(a), ', ' ORDER BY a) FROM unnest(p.attnames) a)) FROM pg_publication_tables p
  UNION ALL
  SELECT 'publishes ' || concat_ws(' ', quote_ident(pubname), pubinsert, pubupdate, pubdelete, pubtruncate) FROM pg_publication
  UNION ALL
  SELECT 'statistics ' || pg_get_statisticsobjdef(s.oid) FROM pg_statistic_ext s
  UNION ALL
  SELECT 'owned ' || d.objid::regclass || ' by ' || d.refobjid::regclass || '.' || quote_ident((SELECT attname FROM pg_attribute WHERE attrelid = d.refobjid AND attnum = d.refobjsubid)) || ' ' || d.deptype::text FROM pg_depend d
  JOIN pg_class c ON c.oid = d.objid AND c.relkind = 'S'
  WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
  UNION ALL
  SELECT 'collation ' || o.oid::regcollation || ' ' || o.collprovider::text || ' ' || COALESCE(o.collcollate, '') FROM pg_collation o
  WHERE ${users('o.collnamespace')}
  UNION ALL
  SELECT 'extension ' || extname || ' in ' || extnamespace::regnamespace FROM pg_extension
  UNION ALL
  SELECT 'clustered ' || indexrelid::regclass FROM pg_index WHERE indisclustered
  UNION ALL
  SELECT 'comment on ' || i.type || ' ' || i.identity || ' ' || quote_literal(d.description) FROM pg_description d,
    LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) i
  WHERE d.objoid >= 16384 AND NOT EXISTS (SELECT FROM own WHERE own.classid = d.classoid AND own.objid = d.objoid)
) AS facts`
