import { LimbeckError } from '../errors/index.ts'

/** A moment on the clock of a time zone. */
export interface LocalTime {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  /** `Z` or `+01:00`. */
  readonly offset: string
}

/**
 * What the clock of a time zone shows.
 *
 * @param timezone IANA name, in any case
 * @throws LimbeckError LB1003 for a zone that is not known
 */
export function localTime(moment: Date, timezone: string): LocalTime {
  // The usual zone needs no tables of zones, which take a while to load.
  if (timezone === 'UTC') return utcTime(moment)
  const parts = new Map(
    formatOf(timezone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, value]),
  )
  const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type) ?? 0)
  const offset = (parts.get('timeZoneName') ?? 'GMT').replace('GMT', '')
  return {
    year: number('year'),
    month: number('month'),
    day: number('day'),
    hour: number('hour'),
    minute: number('minute'),
    second: number('second'),
    offset: offset === '' || offset === '+00:00' ? 'Z' : offset.replace('\u2212', '-'),
  }
}

function utcTime(moment: Date): LocalTime {
  return {
    year: moment.getUTCFullYear(),
    month: moment.getUTCMonth() + 1,
    day: moment.getUTCDate(),
    hour: moment.getUTCHours(),
    minute: moment.getUTCMinutes(),
    second: moment.getUTCSeconds(),
    offset: 'Z',
  }
}

/** A moment as ISO 8601 to the second, with the offset of a time zone: `2026-11-22T11:30:00+01:00`. */
export function isoInTimeZone(moment: Date, timezone = 'UTC'): string {
  const { year, month, day, hour, minute, second, offset } = localTime(moment, timezone)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}${offset}`
}

function formatOf(timezone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      timeZoneName: 'longOffset',
    })
  } catch (error) {
    throw new LimbeckError('LB1003', `Can't locate timezone: ${timezone}`, {
      hints: ['Set `timezone` in the configuration to a name such as `Europe/Berlin` or `UTC`.'],
      details: { timezone },
      cause: error,
    })
  }
}
