import type { Request } from '../../../wire/managesieve/request.ts'
import type { Ending } from '../../../wire/managesieve/response.ts'
import type { Session } from './session.ts'

/** What a command answers: lines of its own, and how it ended. */
export interface Answer {
  readonly lines?: string
  readonly ending: Ending
  readonly text: string
  readonly code?: string
}

export const ok = (text: string, lines = '', code?: string): Answer => ({
  ending: 'OK',
  text,
  lines,
  ...(code && { code }),
})
export const no = (text: string, code?: string): Answer => ({ ending: 'NO', text, ...(code && { code }) })

/** One command at work. */
export type Run = (session: Session, given: Request['arguments']) => Promise<Answer | null>
