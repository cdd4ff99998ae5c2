import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { ResolvedConfig } from '../../config/index.ts'
import type { Dialect } from '../../dialects/index.ts'
import { scopeOf } from '../../diff/index.ts'
import { LimbeckError } from '../../errors/index.ts'
import { targetId } from '../../operations/index.ts'
import { planChanges } from '../../plan/index.ts'
import { type ModelFiles, modelFiles } from '../../pull/index.ts'
import { introspect } from '../../runtime/index.ts'
import { type Catalog, createCatalog, displayName, editCatalog, idOf, noRights } from '../../schema/index.ts'
import { planStatements } from '../run/plan-statements.ts'
import type { PullOptions } from '../project.ts'
import type { ProjectContext } from '../project-context.ts'
import type { PullResult } from '../results.ts'
import { withDatabase } from '../with-database.ts'

/** Up to so many tables stand in one file where nothing else is said. */
const tablesInOneFile = 15

/**
 * Writes the schema of the database as model files, or as SQL.
 *
 * @throws LimbeckError LB1011 when a file is there already, LB4xxx when the database cannot be read
 */
export async function pull(project: ProjectContext, request: PullOptions = {}): Promise<PullResult> {
  const { config } = project
  const format = request.format ?? 'ts'
  const { catalog, dialect, serverVersion } = await withDatabase(project, { create: false }, async (context) => {
    const introspection = { ...context.introspection, namespaces: 'all' as const }
    return {
      dialect: context.dialect,
      serverVersion: context.connection.serverVersion,
      catalog: included(await introspect({ ...context, introspection }, null), config),
    }
  })
  const tables = [...catalog.tables()].length
  const layout = request.layout ?? (tables <= tablesInOneFile ? 'one' : 'each')
  const { namingConvention } = config
  const made =
    format === 'ts'
      ? modelFiles({ catalog, dialect, namingConvention, layout })
      : sqlFiles(catalog, dialect, serverVersion)
  const folder =
    request.out === undefined ? usualFolder(config, format) : path.resolve(request.cwd ?? config.folder, request.out)
  const files = made.files.map(({ name, text }) => ({ file: path.join(folder, name), text }))
  const existing = files.filter(({ file }) => existsSync(file)).map(({ file }) => file)
  if (existing.length > 0 && request.force !== true) throw thereAlready(existing, config.folder)
  await mkdir(folder, { recursive: true })
  await writeWhole(files)
  return { files: files.map(({ file }) => file), tables, unsaid: made.unsaid }
}

/** Every file is written beside its place before the first one takes it: a full disk leaves what was there. */
async function writeWhole(files: readonly { readonly file: string; readonly text: string }[]): Promise<void> {
  const staged = files.map(({ file, text }) => ({
    file,
    text,
    // The dot keeps readers from taking it for models.
    draft: path.join(path.dirname(file), `.limbeck-${randomUUID()}`),
  }))
  try {
    for (const { draft, text } of staged) await writeFile(draft, text, { flag: 'wx' })
    for (const { draft, file } of staged) await rename(draft, file)
  } finally {
    for (const { draft } of staged) await rm(draft, { force: true })
  }
}

/** What the configuration does not exclude. */
function included(catalog: Catalog, config: ResolvedConfig): Catalog {
  const { exclude, includeName } = config
  const objects = [...catalog.objects()]
  const scope = scopeOf({ wanted: objects, namespaces: [], exclude, objectTypes: 'all' })
  const kept = editCatalog(
    createCatalog(
      objects.filter((object) => {
        const namespace = object.kind === 'namespace' ? object.name : object.namespace
        const hasSchema =
          namespace === null || includeName === null || includeName(namespace, 'schema', { schema: null, table: null })
        return hasSchema && scope(object)
      }),
    ),
  )
  for (const { target, rights, ...more } of catalog.rights().values()) {
    const id = targetId(target)
    const isKept =
      id === null || kept.has(id) || (target.objectType === 'schema' && !catalog.has(id)) || 'ownedBy' in more
    const { owner, ...privileges } = rights
    const said = {
      ...(config.compareGrants === false ? noRights : privileges),
      owner: config.compareOwners ? owner : null,
    }
    if (isKept) kept.putRights({ ...more, target, rights: { ...noRights, ...said } })
  }
  return kept
}

function sqlFiles(catalog: Catalog, dialect: Dialect, serverVersion: string): ModelFiles {
  const empty = createCatalog([])
  // The catalog has those that the project compares, and no others.
  const rights = { grants: true, owners: true, saysAll: true }
  const namespaces = [...catalog.looseObjects()].flatMap((one) => (one.kind === 'namespace' ? [one.name] : []))
  const { plan } = planChanges({ found: empty, wanted: catalog, dialect, namespaces, objectTypes: 'all', rights })
  const unsaid = [...catalog.objects()].flatMap((object) =>
    object.kind === 'other' ? [`The ${object.objectType} '${displayName(idOf(object))}' is not in the SQL.`] : [],
  )
  const remarks = unsaid.map((one) => `-- ${one.replaceAll('\n', ' ')}\n`).join('')
  const text = remarks + planStatements(dialect, empty, plan.upgrade, serverVersion)
  return { files: [{ name: 'schema.sql', text }], unsaid }
}

/** The folder of the first models of the configuration. */
function usualFolder(config: ResolvedConfig, format: 'ts' | 'sql'): string {
  const usual = path.join(config.folder, format === 'ts' ? 'models' : 'schema')
  const [first] = format === 'ts' ? config.models : config.sqlModels
  if (first === undefined) return usual
  // The folder's own path has its marks escaped; those that are left make the rest a glob.
  const literal = first.replace(/\[([[\]*?])\]/g, '$1')
  const isFolder = format === 'sql' && !/[*?]|\.sql$/.test(literal)
  const folder = isFolder ? literal : path.dirname(literal)
  return /[*?[\]{}]/.test(path.relative(config.folder, folder)) ? usual : folder
}

function thereAlready(files: readonly string[], folder: string): LimbeckError {
  const names = files.map((file) => path.relative(folder, file))
  const [first = ''] = names
  const message =
    names.length === 1
      ? `The file ${first} is there already.`
      : `${first} and ${names.length - 1} more files are there already.`
  return new LimbeckError('LB1011', message, {
    hints: ['`--out DIRECTORY` writes them elsewhere, `--force` overwrites what is there.'],
    details: { files: [...files] },
  })
}
