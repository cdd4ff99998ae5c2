/**
 * What a cache file says; nobody has looked at its properties yet. Null: it is damaged, or of another form or version of limbeck.
 *
 * @param expected the form and the version that it must say
 */
export function cacheDocument(
  text: string,
  expected: { readonly format: number; readonly version: string },
): Readonly<Record<string, unknown>> | null {
  let found: unknown
  try {
    found = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof found !== 'object' || found === null) return null
  const document = found as Readonly<Record<string, unknown>>
  return document['format'] === expected.format && document['version'] === expected.version ? document : null
}
