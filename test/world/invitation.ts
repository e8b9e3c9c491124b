import { correspondentOf } from './automatic.ts'
import type { Cast } from './cast.ts'
import type { Chance } from './chance.ts'
import { attach } from './files/attachment.ts'
import { type Event, writeEvent } from './files/event.ts'
import type { Letter } from './letter.ts'
import { correspondent, writeTurn } from './letters.ts'
import { dayOf, instantOn, isWorkday, longDateWords } from './paris.ts'
import type { Person } from './people.ts'
import { answerTo } from './season.ts'

const TITLES = [
  'Point de service',
  'Instruction des permis',
  'Commission travaux',
  'Visite de chantier',
  'Préparation du conseil',
  'Réunion publique, préparation',
  'Formation accessibilité',
  'Point budget',
  'Revue des projets',
  'Entretien',
]

/** An invitation to colleagues and a room, and the acceptance of the first of them when there is time. */
export function invite(
  owner: Person,
  at: Date,
  until: Date,
  name: string,
  cast: Cast,
  chance: Chance,
): Letter[] {
  const others = cast.people.filter(({ key }) => key !== owner.key)
  const [organiser, ...guests] = chance.likely(0.5)
    ? [owner, ...chance.some(others, chance.between(1, 4))]
    : [chance.pick(others), owner]
  if (!organiser) return []
  const event = eventOf(organiser, guests, at, name, cast, chance)
  const sent = invitation(event, organiser, guests, at, name, chance)
  const answeredAt = answerTo(at, chance)
  const [first] = guests
  return first && answeredAt < until && chance.likely(0.5)
    ? [sent, acceptance(event, sent, first, organiser, answeredAt, name, chance)]
    : [sent]
}

function eventOf(
  organiser: Person,
  guests: readonly Person[],
  at: Date,
  name: string,
  cast: Cast,
  chance: Chance,
): Event {
  const room = chance.pick(cast.resources.filter(({ kind }) => kind === 'room'))
  let day = dayOf(at) + chance.between(2, 20)
  while (!isWorkday(day)) day++
  const hour = chance.pick([9, 10, 11, 14, 15, 16])
  return {
    uid: `${name.replace(/\W/g, '-')}@montauzan.fr`,
    title: chance.pick(TITLES),
    place: room.name,
    start: instantOn(day, hour, 0),
    end: instantOn(day, hour + 1, chance.pick([0, 0, 30])),
    stamp: at,
    organiser: correspondent(organiser),
    guests: [...guests.map(correspondent), correspondentOf(room)],
  }
}

function invitation(
  event: Event,
  organiser: Person,
  guests: readonly Person[],
  at: Date,
  name: string,
  chance: Chance,
): Letter {
  const words = `Je vous propose « ${event.title} » ${longDateWords(dayOf(event.start))}, ${event.place}.`
  const turn = { author: organiser, others: guests, at, words }
  const text = writeEvent(event, 'REQUEST')
  return {
    ...writeTurn(turn, name, `Invitation : ${event.title}`, null, chance),
    to: event.guests,
    post: 'invitation',
    calendar: { method: 'REQUEST', text },
    files: [attach('ics', 'invitation', text.split('\r\n'))],
  }
}

function acceptance(
  event: Event,
  sent: Letter,
  guest: Person,
  organiser: Person,
  at: Date,
  name: string,
  chance: Chance,
): Letter {
  const turn = { author: guest, others: [organiser], at, words: `J’accepte : ${event.title}.` }
  const answer = { ...event, stamp: at, guests: [correspondent(guest)] }
  return {
    ...writeTurn(turn, name, event.title, sent, chance),
    subject: `Accepté : ${event.title}`,
    post: 'invitation',
    calendar: { method: 'REPLY', text: writeEvent(answer, 'REPLY') },
  }
}
