import { BASTIDE_PUSH } from '../../../core/types.ts'
import { ask } from './ask.ts'

export const DAYS = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] as const
export type Day = (typeof DAYS)[number]

/** When a person is told of nothing, on whichever device; kept by the server, which pushes nothing then. */
export interface QuietHours {
  /** As the clock there shows it; both null: on whole days only. */
  readonly from: string | null
  readonly to: string | null
  readonly days: readonly Day[]
  /** Null before anything was chosen. */
  readonly timeZone: string | null
}

export interface QuietNow extends QuietHours {
  readonly isQuiet: boolean
  /** Null where it has no end. */
  readonly until: string | null
}

export async function readQuietHours(): Promise<QuietNow> {
  const [answer] = await ask([BASTIDE_PUSH], [['PushQuietHours/get', {}, 'get']])
  const { list } = answer as unknown as { list: [QuietNow] }
  return list[0]
}

/** How things stand then. */
export async function saveQuietHours({ from, to, days, timeZone }: QuietHours): Promise<QuietNow> {
  const update = { singleton: { from, to, days, timeZone } }
  const [answer] = await ask([BASTIDE_PUSH], [['PushQuietHours/set', { update }, 'set']])
  if (!answer?.['updated']) throw new Error('the server would not have it')
  return readQuietHours()
}
