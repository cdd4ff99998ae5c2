import type { ResolvedConfig } from '../config/index.ts'
import type { Dialect } from '../dialects/index.ts'
import { describeOperation } from '../operations/index.ts'
import { planChanges } from '../plan/index.ts'
import type { Catalog } from '../schema/index.ts'

/** What it would take to bring a schema back to what it was, a line each; nothing when it is the same. */
export function tracesBetween(
  before: Catalog,
  after: Catalog,
  settings: { readonly dialect: Dialect; readonly config: ResolvedConfig },
): readonly string[] {
  const { plan } = planChanges({
    found: after,
    wanted: before,
    dialect: settings.dialect,
    namespaces: settings.config.schemas,
    exclude: settings.config.exclude,
  })
  return [...plan.upgrade.map(describeOperation), ...otherTraces(before, after)]
}

/** Objects that are not compared (views, triggers, functions) must be there again, with the same text. */
function otherTraces(before: Catalog, after: Catalog): readonly string[] {
  const [wanted, found] = [othersOf(before), othersOf(after)]
  const lost = [...wanted].filter(([key, text]) => found.get(key) !== text)
  const left = [...found].filter(([key]) => !wanted.has(key))
  return [
    ...lost.map(([key]) => (found.has(key) ? `${key} is another one than before` : `${key} is gone`)),
    ...left.map(([key]) => `${key} is left over`),
  ]
}

function othersOf(catalog: Catalog): ReadonlyMap<string, string> {
  const others = [...catalog.objects()].flatMap((object) => (object.kind === 'other' ? [object] : []))
  return new Map(
    others.map(({ objectType, namespace, table, name, definition }) => [
      `${objectType} ${[namespace, table, name].filter((part) => part !== null).join('.')}`,
      (definition ?? '').replace(/\s+/g, ' '),
    ]),
  )
}
