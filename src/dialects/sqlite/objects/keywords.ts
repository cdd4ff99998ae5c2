/**
 * The words that mean something in a SELECT or a trigger.
 *
 * @see https://www.sqlite.org/lang_keywords.html
 */
export const keywords: ReadonlySet<string> = new Set(
  `abort after all and as asc before begin between by case cast collate conflict cross current current_date current_time
  current_timestamp default delete desc distinct do each else end escape except exclude exists fail false filter first
  following for from full glob group groups having if ignore in indexed inner insert instead intersect into is isnull
  join last left like limit match materialized natural new not nothing notnull null nulls of offset old on or order
  others outer over partition preceding raise range recursive regexp replace returning right rollback row rows select
  set table then ties to true unbounded union unique update using values when where window with without`.split(/\s+/),
)
