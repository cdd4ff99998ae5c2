import { LimbeckError } from '../errors/index.ts'
import { isRevisionFolder } from './revision-file-kind.ts'
import { localTime } from './local-time.ts'

const defaultFileTemplate = '%(year)d%(month).2d%(day).2d_%(hour).2d%(minute).2d_%(rev)s_%(slug)s'

export interface FileNameOptions {
  readonly id: string
  readonly message: string
  readonly createdAt: Date
  /** Alembic's tokens: `rev`, `slug`, `epoch`, `year`, `month`, `day`, `hour`, `minute`, `second`. */
  readonly template?: string
  /** Characters. Default 40. */
  readonly truncateSlugLength?: number
  /** IANA name. Default UTC. */
  readonly timezone?: string
  /** Default `.ts`. */
  readonly extension?: string
  /** Whether the template may lead into folders, which only a recursive search finds again. */
  readonly subfolders?: boolean
}

/**
 * The name of a new revision file, with `/` where the template leads into folders.
 *
 * @throws LimbeckError LB1003 for a template or time zone that is not understood
 */
export function revisionFileName(options: FileNameOptions): string {
  const { id, message, createdAt, template = defaultFileTemplate } = options
  const time = localTime(createdAt, options.timezone ?? 'UTC')
  const values: Readonly<Record<string, string | number>> = {
    rev: id,
    slug: slugOf(message, options.truncateSlugLength ?? 40),
    epoch: Math.floor(createdAt.getTime() / 1000),
    year: time.year,
    month: time.month,
    day: time.day,
    hour: time.hour,
    minute: time.minute,
    second: time.second,
  }
  // A template taken over from alembic.ini has its percent signs doubled.
  const single = template.replaceAll('%%(', '%(')
  const name = single.replace(
    /%(?:\((\w*)\)(?:0?\.?(\d+))?([ds])|(.?))/g,
    (all, key?: string, width = '', kind = '', other = '') => {
      if (key === undefined) {
        if (other === '%') return '%'
        throw badTemplate(template, `'${all}' is no token`)
      }
      const value = values[key]
      if (value === undefined) throw badTemplate(template, `there is no token '${key}'`)
      if (kind === 'd' && typeof value === 'string')
        throw badTemplate(template, `'${key}' is no number; write %(${key})s`)
      return width === '' ? String(value) : String(value).padStart(Number(width), '0')
    },
  )
  checkFolders(name, template, options.subfolders === true)
  return `${message.trim() === '' ? name.replace(/_+$/, '') : name}${options.extension ?? '.ts'}`
}

/**
 * Words of a message for a file name: lower case, joined by `_`, cut behind the last whole word that fits. A slug that was
 * cut ends in `_`, as in Alembic.
 */
export function slugOf(message: string, maxLength = 40): string {
  const words = message.match(/[\p{L}\p{M}\p{N}_]+/gu) ?? []
  const slug = Array.from(words.join('_').toLowerCase())
  if (slug.length <= maxLength) return slug.join('')
  return `${slug
    .slice(0, maxLength)
    .join('')
    .replace(/_[^_]*$/, '')}_`
}

/** Refuses names that would not be found again below the folder of revisions. */
function checkFolders(name: string, template: string, subfolders: boolean): void {
  const parts = name.split('/')
  if (parts.length > 1 && !subfolders) {
    throw badTemplate(
      template,
      'it leads into another folder, and those are read only with `recursiveVersionLocations: true`',
    )
  }
  const wrong = parts.find((part) => !isRevisionFolder(part) || part.includes('\\'))
  if (wrong !== undefined) throw badTemplate(template, `'${wrong}' is no name for a file or folder of revisions`)
}

function badTemplate(template: string, problem: string): LimbeckError {
  return new LimbeckError('LB1003', `The file template '${template}' is not valid: ${problem}`, {
    hints: [`Set \`fileTemplate\` in the configuration; the default is \`${defaultFileTemplate}\`.`],
    details: { template },
  })
}
