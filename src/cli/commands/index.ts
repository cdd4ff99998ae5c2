import type { Command } from '../command.ts'
import { branches } from './branches.ts'
import { check } from './check.ts'
import { completion } from './completion.ts'
import { current } from './current.ts'
import { diff } from './diff.ts'
import { doctor } from './doctor.ts'
import { downgrade } from './downgrade.ts'
import { edit } from './edit.ts'
import { ensureVersion } from './ensure-version.ts'
import { heads } from './heads.ts'
import { help } from './help.ts'
import { history } from './history.ts'
import { init } from './init.ts'
import { listTemplates } from './list-templates.ts'
import { log } from './log.ts'
import { merge } from './merge.ts'
import { pull } from './pull.ts'
import { rebase } from './rebase.ts'
import { review } from './review.ts'
import { revision } from './revision.ts'
import { show } from './show.ts'
import { squash } from './squash.ts'
import { stamp } from './stamp.ts'
import { upgrade } from './upgrade.ts'

/** Every command, in the order of the overview. They stay small: jobs and what prints them are imported on first use. */
export const commands: readonly Command[] = [
  init,
  listTemplates,
  help,
  completion,
  revision,
  merge,
  rebase,
  squash,
  edit,
  upgrade,
  downgrade,
  stamp,
  ensureVersion,
  current,
  history,
  log,
  heads,
  branches,
  show,
  check,
  review,
  diff,
  pull,
  doctor,
]
