const milliseconds: { readonly [unit: string]: number } = {
  '': 1,
  ms: 1,
  s: 1000,
  min: 60_000,
  m: 60_000,
  h: 3_600_000,
}

/** Milliseconds of `5000`, `'500ms'`, `'5s'`, `'10min'`, `'1h'`; null for what is no time. */
export function durationMs(value: unknown): number | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? value : null
  const found = typeof value === 'string' ? /^\s*(\d+)\s*(ms|s|min|m|h|)\s*$/.exec(value) : null
  const unit = milliseconds[found?.[2] ?? '-']
  return found === null || unit === undefined ? null : Number(found[1]) * unit
}
