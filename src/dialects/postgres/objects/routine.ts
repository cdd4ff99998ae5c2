import { type ObjectType, textOf } from './object-type.ts'

/** Oid of a routine → whether another object made it along with itself (the constructors of a range type). */
const notInternal = `NOT EXISTS (SELECT FROM pg_catalog.pg_depend i WHERE i.classid = 'pg_proc'::regclass AND i.objid = o.oid
      AND i.refclassid = 'pg_type'::regclass AND i.deptype = 'i')`

/**
 * A function or procedure. Its `definition` is everything behind its name: `(a integer) RETURNS integer LANGUAGE sql AS …`.
 *
 * @see https://www.postgresql.org/docs/18/sql-createfunction.html `CREATE OR REPLACE` keeps what stands on a function,
 * but changes neither the names of its arguments nor what it returns.
 */
function routine(objectType: string, keyword: string, kinds: string): ObjectType {
  return {
    objectType,
    keyword,
    isOverloaded: true,
    source: (filter) => ({
      catalog: 'pg_proc',
      joins: 'JOIN pg_catalog.pg_namespace n ON n.oid = o.pronamespace',
      where: `o.prokind IN (${kinds}) AND ${filter.namespace('o.pronamespace')} AND ${notInternal}`,
      namespace: 'o.pronamespace',
      name: routineName,
      attributes: `pg_catalog.json_build_object('definition', pg_catalog.btrim(pg_catalog.substr(pg_catalog.pg_get_functiondef(o.oid),
        pg_catalog.length('CREATE OR REPLACE ${keyword} ' || pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(o.proname)) + 1), E' \\n'))`,
    }),
    create: (object, { name }) => [`CREATE OR REPLACE ${keyword} ${name}${textOf(object, 'definition')}`],
    alter(found, wanted, { name }) {
      if (headOf(textOf(found, 'definition')) !== headOf(textOf(wanted, 'definition'))) return null
      return [`CREATE OR REPLACE ${keyword} ${name}${textOf(wanted, 'definition')}`]
    },
  }
}

/** A routine's name with the types of its arguments, since names alone do not tell routines apart. */
export const routineName = `o.proname || '(' || pg_catalog.oidvectortypes(o.proargtypes) || ')'`

/** The arguments and what is returned, as `pg_get_functiondef` writes them: everything in front of the language,
 * and whether it is a window function. */
function headOf(definition: string): string {
  const [head = '', rest = ''] = definition.split(/\n LANGUAGE /)
  return /^\S+ WINDOW\b/.test(rest) ? `${head} WINDOW` : head
}

export const functionType = routine('function', 'FUNCTION', `'f', 'w'`)
export const procedure = routine('procedure', 'PROCEDURE', `'p'`)
