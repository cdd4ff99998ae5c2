/** A name in double quotes, always. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** A qualified name in quotes; without a namespace only the name. */
export function quoteQualified(namespace: string | null, name: string): string {
  return namespace === null ? quoteName(name) : `${quoteName(namespace)}.${quoteName(name)}`
}
