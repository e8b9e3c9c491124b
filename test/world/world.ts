import { BOXES, type Box } from './boxes.ts'
import { type Cast, gatherCast, person } from './cast.ts'
import { chanceOf } from './chance.ts'
import { type Filed, fileLetters } from './filing.ts'
import { DRAWN_DAYS, writeFront } from './front.ts'
import type { Group } from './groups.ts'
import type { Letter } from './letter.ts'
import { LABELS, type Label, listMailboxes, type Mailbox } from './mailboxes.ts'
import { writeMessage } from './mime/message.ts'
import { listNotes, type Note } from './notes.ts'
import { type Organisation, organisation } from './organisation.ts'
import type { Outsider } from './outsiders.ts'
import { type Day, dayOf, instantOn } from './paris.ts'
import type { Person } from './people.ts'
import { LOCATIONS, type Location, type Resource } from './places.ts'
import { fillWith } from './slots.ts'
import { writeYear } from './year.ts'

export type Message = { raw: Buffer; mailbox: string; keywords: string[]; receivedAt: Date }

export type World = {
  organisation: Organisation
  people: Person[]
  groups: Group[]
  /** Groups that receive for themselves. */
  boxes: readonly Box[]
  resources: Resource[]
  locations: readonly Location[]
  outsiders: Outsider[]
  labels: readonly Label[]
  /** By the key of the person. */
  mailboxes: Record<string, Mailbox[]>
  notes: Note[]
  /** The three that are printed: an administrator, Claire, someone ordinary. */
  logins: Person[]
  /** A person's messages, oldest first, each written only when it is asked for. */
  messages(personKey: string): Iterable<Message>
}

export type Wish = { seed: string | number; end: Date; scale?: number }

/** The end that tests and screenshots share. */
export const FIXED_END = new Date('2026-11-24T10:45:00+01:00')

const DAYS = 365
const CLAIRE_UNREAD = 9
const OTHERS_UNREAD = 14

export function buildWorld({ seed, end, scale = 1 }: Wish): World {
  const chance = chanceOf(String(seed))
  const cast = gatherCast(chance.fork('cast'))
  const letters = writeLetters(cast, end, scale, String(seed))
  const mailboxes = Object.fromEntries(
    cast.people.map(one => [one.key, listMailboxes(one, chance.fork(`mailboxes/${one.key}`))]),
  )
  const filed = (key: string): Filed[] => {
    const desk = chance.fork('filing')
    const unread = key === 'claire' ? CLAIRE_UNREAD : desk.fork(key).between(1, OTHERS_UNREAD)
    return fileLetters(letters, { person: key, mailboxes: mailboxes[key] ?? [], end, chance: desk, unread })
  }
  return {
    organisation,
    people: cast.people,
    groups: cast.groups,
    boxes: BOXES,
    resources: cast.resources,
    locations: LOCATIONS,
    outsiders: cast.outsiders,
    labels: LABELS,
    mailboxes,
    notes: listNotes(cast.people, chance.fork('notes'), one => fillWith(one, dayOf(end), cast)),
    logins: ['jean', 'claire', 'nadege'].map(key => person(cast, key)),
    messages: key => messagesOf(filed(person(cast, key).key)),
  }
}

/** The demo's end: the last 10:45 in Paris, so that the drawn morning is today's and nothing lies in the future. */
export function endBefore(now: Date): Date {
  const today: Day = dayOf(now)
  const morning = instantOn(today, 10, 45)
  return morning <= now ? morning : instantOn(today - 1, 10, 45)
}

/** Every letter of the year, oldest first, before it is filed or written as bytes. */
export function writeLetters(cast: Cast, end: Date, scale: number, seed: string): Letter[] {
  const today = dayOf(end)
  const year = writeYear({
    cast,
    first: today - DAYS,
    end,
    quiet: instantOn(today - DRAWN_DAYS, 18, 0),
    scale,
    chance: chanceOf(`${seed}/year`),
  })
  return [...year, ...writeFront(cast, end)].sort((one, other) => one.at.getTime() - other.at.getTime())
}

function* messagesOf(filed: readonly Filed[]): Iterable<Message> {
  for (const { letter, mailbox, keywords } of filed) {
    yield { raw: writeMessage(letter), mailbox, keywords, receivedAt: letter.at }
  }
}
