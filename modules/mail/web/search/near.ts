import { fold } from '../../../../lib/filter.ts'
import type { NearFilters } from '../../../../web/sync/catalogue.ts'
import type { ListedEmail } from '../list/thread.ts'

type Kept = Partial<ListedEmail>

/**
 * What a search finds out of reach of the server: by the people, the subject and the beginning of the text of the emails
 * that the device has, which is what its lists show.
 */
export const nearEmail: NearFilters = {
  text: (record: Kept, operand) =>
    holds(operand, record.subject, record.preview, ...people(record.from, record.to)),
  body: (record: Kept, operand) => holds(operand, record.preview),
  subject: (record: Kept, operand) => holds(operand, record.subject),
  from: (record: Kept, operand) => holds(operand, ...people(record.from)),
  to: (record: Kept, operand) => holds(operand, ...people(record.to)),
}

/** Every word stands somewhere; "quoted words" together, as the server has it. */
function holds(operand: unknown, ...texts: readonly (string | null | undefined)[]): boolean {
  const text = fold(texts.filter(Boolean).join('\n'))
  const words = Array.from(
    String(operand).matchAll(/"([^"]*)"|([^\s"]+)/g),
    ([, phrase, word]) => phrase ?? word ?? '',
  )
  return words.length > 0 && words.every(word => text.includes(fold(word)))
}

const people = (...lists: readonly Kept['from'][]): string[] =>
  lists.flatMap(list => (list ?? []).map(({ name, email }) => `${name ?? ''} ${email}`))
