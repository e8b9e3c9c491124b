import type { FileKind } from '../files/attachment.ts'
import type { OutsiderKind } from '../outsiders.ts'

/**
 * A conversation that may happen many times a year. Turns alternate between who begins and who answers;
 * « ¶ » parts paragraphs, `{slot}` is filled once for the conversation, `[one|another]` each time.
 */
export type Topic = {
  /** Who begins: a colleague, an outsider of that kind, or the service writing to one (`to`). */
  from: 'inside' | OutsiderKind
  to?: OutsiderKind
  /** What the outsider’s address must contain, when not anyone of the kind could write it. */
  by?: string
  subject: string
  turns: readonly string[]
  attach?: readonly [FileKind, string]
  folder?: string
  label?: string
  /** How many more short answers may follow when several people take part. */
  chorus?: number
}
