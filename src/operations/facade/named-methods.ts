import { LimbeckError } from '../../errors/index.ts'
import { similarNames } from '../../text/index.ts'

/** What JavaScript itself looks for on any object: `await` for `then`, JSON.stringify for `toJSON`. */
const askedByLanguage = new Set(['then', 'toJSON'])

/**
 * The same object, except that a name it does not have is an error that says which one was meant. TypeScript checks it
 * too, but files run without a compiler.
 *
 * @throws LimbeckError LB5004 where a missing name is read
 */
export function withNamedMethods<Methods extends object>(called: string, methods: Methods): Methods {
  return new Proxy(methods, {
    get: (target, key, receiver) => {
      if (typeof key === 'symbol' || key in target || askedByLanguage.has(key)) {
        // The proxy changes no value, so the types of the object's own hold.
        return Reflect.get(target, key, receiver) as unknown
      }
      const [similar] = similarNames(key, Object.keys(target))
      throw new LimbeckError(
        'LB5004',
        `${called} has no ${key}${similar === undefined ? '.' : `; did you mean ${similar}?`}`,
        {
          hints: similar === undefined ? [`There are: ${Object.keys(target).toSorted().join(', ')}.`] : [],
          details: { call: `${called}.${key}` },
        },
      )
    },
  })
}
