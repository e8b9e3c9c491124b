import { randomBytes } from 'node:crypto'
import type { House } from '../../../../core/house.ts'
import { htmlToText } from '../../../../wire/mime/html-text.ts'
import { writeMessage } from '../../../../wire/mime/write.ts'
import type { Vacation } from '../../../../wire/sieve/action.ts'
import { type Filter, isColleague } from './filter.ts'

const SECONDS = 7 * 24 * 3600

/** What somebody who is away says to this sender, as the action of a script would; null when nothing. RFC 8621 §8 */
export async function absenceOf(house: House, filter: Filter, sender: string): Promise<Vacation | null> {
  const { vacation } = filter
  if (!vacation) return null
  const isInside = await isColleague(house.db, filter.organisationId, sender)
  if (!isInside && !vacation.answersOutside) return null
  const { subject, colleaguesTextBody } = vacation
  const own = isInside && colleaguesTextBody !== null
  const textBody = own ? colleaguesTextBody : vacation.textBody
  const htmlBody = own ? null : vacation.htmlBody
  const isMime = htmlBody !== null
  const reason = htmlBody === null ? (textBody ?? defaultText(filter)) : await pageOf(textBody, htmlBody)
  // A change of what is said is said anew, to the same people.
  const handle = JSON.stringify(['VacationResponse', subject, textBody, htmlBody])
  return {
    kind: 'vacation',
    seconds: SECONDS,
    subject,
    from: null,
    addresses: [],
    isMime,
    handle,
    reason,
  }
}

const defaultText = ({ name, language }: Filter): string =>
  language.startsWith('fr')
    ? `Bonjour,\n\nJe suis absent et je lirai votre message à mon retour.\n\n${name}\n`
    : `Hello,\n\nI am away and will read your message when I return.\n\n${name}\n`

/** Both forms in one part with a header of its own. */
async function pageOf(text: string | null, htmlBody: string): Promise<string> {
  const bytes = await writeMessage({
    headers: {},
    textBody: text ?? htmlToText(htmlBody),
    htmlBody,
    boundary: randomBytes(12).toString('hex'),
  })
  return bytes.toString().replace(/^MIME-Version:[^\n]*\n/, '')
}
