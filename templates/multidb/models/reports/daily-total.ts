import { date, integer, table } from 'limbeck/model'

export const dailyTotals = table('daily_totals', {
  day: date().primaryKey(),
  signups: integer().notNull().default(0),
})
