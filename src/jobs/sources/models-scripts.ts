import type { Connection, Dialect } from '../../dialects/index.ts'
import { planChanges } from '../../plan/index.ts'
import { type Catalog, type DefinedObject, createCatalog, displayName } from '../../schema/index.ts'
import { planStatements } from '../run/plan-statements.ts'
import type { Script } from './run-sql-files.ts'

/**
 * The statements that make models: the tables, and each view, function and so on as a script of its own, because only a
 * server can tell which must come first.
 */
export function modelsScripts(
  { dialect, connection }: { readonly dialect: Dialect; readonly connection: Connection },
  models: Catalog,
): readonly Script[] {
  const { serverVersion } = connection
  const empty = createCatalog([])
  const isDefined = (object: { readonly kind: string }) => object.kind === 'defined'
  const wanted = createCatalog([...models.objects()].filter((object) => !isDefined(object)))
  const { plan } = planChanges({ found: empty, wanted, dialect })
  const objects = [...models.looseObjects()].filter((object): object is DefinedObject => isDefined(object))
  return [
    { name: 'the tables of the models', text: planStatements(dialect, empty, plan.upgrade, serverVersion) },
    ...objects.map((object) => ({
      name: `the ${object.objectType} ${displayName(object)} of the models`,
      text: planStatements(dialect, empty, [{ kind: 'createObject', object }], serverVersion),
    })),
  ]
}
