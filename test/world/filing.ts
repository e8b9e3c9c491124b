import type { Chance } from './chance.ts'
import type { Letter } from './letter.ts'
import { type Mailbox, PLACES } from './mailboxes.ts'

/** Where one person keeps a letter, and what they have done with it. */
export type Filed = { letter: Letter; mailbox: string; keywords: string[] }

type Desk = { person: string; mailboxes: readonly Mailbox[]; end: Date; chance: Chance; unread: number }

const DAY = 24 * 3_600_000
const FRESH = 9
const PURGED = 60

/** Files a person's letters, oldest first; the newest of the inbox stay unread. */
export function fileLetters(letters: readonly Letter[], desk: Desk): Filed[] {
  const mine = letters.filter(
    ({ sender, readers }) => sender === desk.person || readers.includes(desk.person),
  )
  const answered = new Set(mine.filter(isMine(desk)).flatMap(({ references }) => references.at(-1) ?? []))
  const forwarded = new Set(mine.filter(isMine(desk)).flatMap(({ forwards }) => forwards ?? []))
  const filed = mine.map(letter => {
    const mailbox = mailboxFor(letter, desk)
    const keywords = keywordsFor(letter, mailbox, desk)
    if (answered.has(letter.id)) keywords.push('$answered')
    if (forwarded.has(letter.id)) keywords.push('$forwarded')
    return { letter, mailbox, keywords }
  })
  leaveUnread(filed, desk)
  return filed
}

function isMine({ person }: Desk) {
  return ({ sender, post }: Letter) => sender === person && post !== 'draft'
}

function mailboxFor(letter: Letter, desk: Desk): string {
  if (letter.post === 'draft') return PLACES.drafts
  if (letter.sender === desk.person) return PLACES.sent
  if (letter.place?.person === desk.person) return PLACES[letter.place.mailbox]
  if (letter.post === 'junk') return PLACES.junk
  return sorted(letter, desk)
}

/** A conversation is filed whole, so the draw depends on it and not on the message. */
function sorted(letter: Letter, { person, mailboxes, end, chance }: Desk): string {
  const age = (end.getTime() - letter.at.getTime()) / DAY
  const draw = chance.fork(`${person}:${letter.conversation}`).next()
  if (age < FRESH) return PLACES.inbox
  if (age < PURGED && (letter.post === 'newsletter' || letter.post === 'notice') && draw < 0.3)
    return PLACES.trash
  if (age < PURGED && draw < 0.45) return PLACES.inbox
  if (draw < 0.16) return PLACES.inbox
  if (letter.folder && mailboxes.some(({ path }) => path === letter.folder)) return letter.folder
  const habits = mailboxes.filter(({ role }) => role === null)
  const habit = person === 'claire' ? null : habits[Math.floor(draw * 40) % (habits.length * 2)]
  return habit?.path ?? PLACES.archive
}

function keywordsFor(letter: Letter, mailbox: string, { person, chance }: Desk): string[] {
  if (letter.place?.person === person) return [...letter.place.keywords]
  if (mailbox === PLACES.drafts) return ['$draft', '$seen']
  const draw = chance.fork(`${person}:${letter.id}`)
  if (mailbox === PLACES.junk) return draw.likely(0.3) ? ['$junk', '$seen'] : ['$junk']
  const keywords = ['$seen']
  if (letter.label) keywords.push(letter.label)
  if (mailbox !== PLACES.sent && letter.post === 'mail' && draw.likely(0.03)) keywords.push('$flagged')
  return keywords
}

function leaveUnread(filed: readonly Filed[], { unread }: Desk): void {
  const conversations = new Set<string>()
  for (const one of filed.toReversed()) {
    if (conversations.size >= unread) return
    const { letter, mailbox, keywords } = one
    if (mailbox !== PLACES.inbox || letter.place || conversations.has(letter.conversation)) continue
    if (keywords.includes('$answered') || keywords.includes('$forwarded')) continue
    conversations.add(letter.conversation)
    one.keywords = keywords.filter(keyword => keyword !== '$seen' && keyword !== '$flagged')
  }
}
