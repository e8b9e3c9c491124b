import { type Chance, hash } from './chance.ts'
import { type Correspondent, type Letter, letter } from './letter.ts'
import { MANNERS, type Manner } from './mime/charset.ts'
import { paragraphs, typeset } from './mime/html.ts'
import { DOMAIN } from './organisation.ts'
import type { Outsider } from './outsiders.ts'
import { clock, type Day, dayOf, longDateWords } from './paris.ts'
import type { Person } from './people.ts'

export type Author = Person | Outsider

/** What a turn of a conversation says, before it has a greeting, a signature and a quotation. */
export type Turn = {
  author: Author
  others: readonly Author[]
  cc?: readonly Author[]
  at: Date
  words: string
}

export function isPerson(author: Author): author is Person {
  return 'key' in author
}

export function correspondent(author: Author): Correspondent {
  return { name: isPerson(author) ? author.displayName : author.name, address: author.address }
}

/** One message of a conversation; `before` is what it answers. */
export function writeTurn(
  turn: Turn,
  conversation: string,
  subject: string,
  before: Letter | null,
  chance: Chance,
): Letter {
  const english = isEnglish(turn)
  const body = `${greeting(turn, english, chance)}\n\n${turn.words.replaceAll(' ¶ ', '\n\n')}\n\n${closing(turn, english, chance)}`
  const quoted = before && chance.likely(0.75) ? quotation(before, english) : null
  const readers = [...turn.others, ...(turn.cc ?? [])].filter(isPerson).map(({ key }) => key)
  return letter({
    id: messageId(turn.author.address, conversation, turn.at),
    conversation,
    references: before ? [...before.references, before.id] : [],
    from: correspondent(turn.author),
    sender: isPerson(turn.author) ? turn.author.key : null,
    to: turn.others.map(correspondent),
    cc: (turn.cc ?? []).map(correspondent),
    readers,
    at: turn.at,
    subject: before ? replySubject(subject) : subject,
    text: quoted ? `${body}\n\n${quoted.text}` : body,
    html: chance.likely(0.55) ? htmlOf(body, quoted?.html ?? '') : null,
    manner: mannerOf(turn.author),
  })
}

export function messageId(address: string, conversation: string, at: Date): string {
  const domain = address.slice(address.indexOf('@') + 1)
  return `${at.getTime().toString(36)}.${hash(conversation + address).toString(36)}@${domain}`
}

export function replySubject(subject: string): string {
  return subject.startsWith('Re: ') ? subject : `Re: ${subject}`
}

const TOWN_MANNERS = MANNERS.slice(0, 2)

/** A program keeps its manner: one correspondent always writes alike, and the town's own is a modern one. */
export function mannerOf({ address }: { address: string }): Manner {
  const manners = address.endsWith(`@${DOMAIN}`) ? TOWN_MANNERS : MANNERS
  return manners[hash(address) % manners.length] as Manner
}

function isEnglish({ author, others }: Turn): boolean {
  return [author, ...others].some(one => !isPerson(one) && one.kind === 'english')
}

function greeting({ author, others }: Turn, english: boolean, chance: Chance): string {
  const first = others[0]
  const name = first && isPerson(first) ? first.givenName : null
  if (english) return name ? `Dear ${name},` : 'Hello,'
  if (others.length !== 1) return chance.pick(['Bonjour à tous,', 'Bonjour,', 'Chers collègues,'])
  if (isPerson(author) && name)
    return chance.pick([`Bonjour ${name},`, `Bonjour ${name},`, `${name},`, 'Bonjour,'])
  return chance.pick(['Bonjour,', 'Bonjour,', 'Madame, Monsieur,'])
}

function closing({ author, others }: Turn, english: boolean, chance: Chance): string {
  const inside = isPerson(author) && others.every(isPerson)
  const polite = english
    ? chance.pick(['Kind regards,', 'Best wishes,', 'Many thanks,'])
    : inside
      ? chance.pick([
          'Bonne journée,',
          'Merci,',
          'À bientôt,',
          others.length === 1 ? 'Bien à toi,' : 'Bien à vous,',
        ])
      : chance.pick([
          'Cordialement,',
          'Bien cordialement,',
          'Bien à vous,',
          'Avec mes salutations distinguées,',
        ])
  return `${polite}\n${signature(author)}`
}

export function signature(author: Author): string {
  if (!isPerson(author)) return author.name
  return `${author.displayName}\n${author.title}\nVille de Montauzan`
}

const QUOTED_LINES = 14

function quotation(before: Letter, english: boolean): { text: string; html: string } {
  const day: Day = dayOf(before.at)
  const head = english
    ? `On ${before.at.toISOString().slice(0, 10)}, ${before.from.name} wrote:`
    : `Le ${longDateWords(day)} à ${clock(before.at)}, ${before.from.name} a écrit :`
  const lines = before.text.split('\n').filter(line => !line.startsWith('>>'))
  const shown = lines.slice(0, QUOTED_LINES)
  const text = `${head}\n${shown.map(line => (line.startsWith('>') ? `>${line}` : `> ${line}`)).join('\n')}`
  return {
    text,
    html: `<p>${typeset(head)}</p>\n<blockquote type="cite">\n${paragraphs(shown.join('\n'))}\n</blockquote>`,
  }
}

export function htmlOf(body: string, after = ''): string {
  return `<html><body style="font-family: Calibri, Arial, sans-serif">\n${paragraphs(body)}\n${after}\n</body></html>`
}
