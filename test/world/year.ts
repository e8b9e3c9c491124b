import { circular, newsletter, notice, receipt, unwanted } from './automatic.ts'
import type { Cast } from './cast.ts'
import type { Chance } from './chance.ts'
import { converse } from './conversation.ts'
import { invite } from './invitation.ts'
import type { Letter } from './letter.ts'
import { writeTurn } from './letters.ts'
import { writeMessage } from './mime/message.ts'
import { dayOf } from './paris.ts'
import type { Person } from './people.ts'
import { answerTo, momentIn, type Season } from './season.ts'
import type { ServiceKey } from './services.ts'
import { fillWith } from './slots.ts'
import { communication, direction, elus, finances, rh } from './texts/moyens.ts'
import { accueil, ecoles, etatcivil, mediatheque } from './texts/population.ts'
import { patrimoine, police, si, voirie } from './texts/technique.ts'
import type { Topic } from './texts/topic.ts'
import { urbanisme } from './texts/urbanisme.ts'

const TOPICS: Readonly<Record<ServiceKey, readonly Topic[]>> = {
  direction,
  urbanisme,
  voirie,
  patrimoine,
  rh,
  si,
  police,
  mediatheque,
  ecoles,
  etatcivil,
  finances,
  communication,
  elus,
  accueil,
}
const ENGLISH = Object.values(TOPICS)
  .flat()
  .filter(({ from }) => from === 'english')
const EVERYDAY = Object.values(TOPICS)
  .flat()
  .filter(({ from, to }) => from === 'inside' && !to)

const CIRCULARS = 55
const CLAIRE = 3000

/** What the year is written from. `quiet` is when Claire's own post stops: her last days are drawn by hand. */
export type Plan = { cast: Cast; first: number; end: Date; quiet: Date; scale: number; chance: Chance }

export function writeYear(plan: Plan): Letter[] {
  const letters: Letter[] = []
  const counts = new Map<string, number>()
  const add = (more: readonly Letter[]) => {
    for (const one of more) {
      letters.push(one)
      for (const key of holders(one)) counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  const all = plan.chance.fork('circulars')
  for (let at = 0; at < CIRCULARS * plan.scale; at++) {
    add([circular(momentIn(seasonOf(plan, plan.quiet), all), `circular-${at}`, plan.cast, all)])
  }
  for (const owner of byImportance(plan.cast.people)) {
    const chance = plan.chance.fork(owner.key)
    const wanted = (owner.key === 'claire' ? CLAIRE : chance.between(120, 380)) * plan.scale
    for (let turn = 0; (counts.get(owner.key) ?? 0) < wanted; turn++) {
      add(occasion(owner, `${owner.key}-${turn}`, letters, plan, chance))
    }
  }
  return letters
}

export function holders({ sender, readers }: Letter): Set<string> {
  return new Set(sender ? [sender, ...readers] : readers)
}

/** Claire's year first: what she exchanges with the others then counts in theirs. */
function byImportance(people: readonly Person[]): Person[] {
  return [...people].sort((one, other) => Number(other.key === 'claire') - Number(one.key === 'claire'))
}

function seasonOf({ first }: Plan, until: Date): Season {
  return { first, until }
}

/** One thing that happens in someone's post. */
function occasion(
  owner: Person,
  name: string,
  before: readonly Letter[],
  plan: Plan,
  chance: Chance,
): Letter[] {
  const { cast, quiet } = plan
  const until = owner.key === 'claire' ? quiet : plan.end
  const at = momentIn(seasonOf(plan, until), chance)
  const draw = chance.next()
  if (draw < 0.2) return [notice({ owner, at, name }, cast, chance)]
  if (draw < 0.37) return [newsletter({ owner, at, name }, cast, chance)]
  if (draw < 0.41) return [unwanted({ owner, at, name }, cast, chance)]
  // Colleagues write to Claire too, and her last days belong to the drawn inbox.
  const shared = { owner, at: momentIn(seasonOf(plan, quiet), chance), until: quiet, name }
  if (draw < 0.46) return invite(owner, shared.at, quiet, name, cast, chance)
  if (draw < 0.49) return forwarded(owner, name, before, plan, chance)
  if (draw < 0.51) return receipted(owner, before, plan, chance)
  const topic = topicFor(owner, chance)
  const inside = topic.from === 'inside' && !topic.to
  return converse(topic, inside ? shared : { owner, at, until, name }, cast, chance)
}

function topicFor(owner: Person, chance: Chance): Topic {
  const draw = chance.next()
  if (draw < (owner.language === 'en' ? 0.5 : 0.16)) return chance.pick(ENGLISH)
  return chance.pick(draw < 0.7 ? TOPICS[owner.service] : EVERYDAY)
}

const RECENT = 400

function forwarded(
  owner: Person,
  name: string,
  before: readonly Letter[],
  plan: Plan,
  chance: Chance,
): Letter[] {
  const sources = before
    .slice(-RECENT)
    .filter(one => one.readers.includes(owner.key) && one.post === 'mail' && !one.sender)
  if (sources.length === 0) return []
  const source = chance.pick(sources)
  const at = answerTo(source.at, chance)
  if (at > plan.quiet) return []
  const colleague = chance.pick(plan.cast.people.filter(({ key }) => key !== owner.key))
  const fill = fillWith(chance, dayOf(at), plan.cast)
  const words = fill(
    'Pour [information|suite à donner|avis], le message de {nom}.'.replace('{nom}', source.from.name),
  )
  const turn = { author: owner, others: [colleague], at, words }
  const original = {
    name: 'message-transfere.eml',
    type: 'message/rfc822',
    bytes: () => writeMessage(source),
  }
  const written = writeTurn(turn, name, `Tr : ${source.subject}`, null, chance)
  return [{ ...written, files: [original], forwards: source.id }]
}

function receipted(owner: Person, before: readonly Letter[], plan: Plan, chance: Chance): Letter[] {
  const outside = new Set(plan.cast.outsiders.map(({ address }) => address))
  const candidates = before
    .slice(-RECENT)
    .filter(({ sender, to }) => sender === owner.key && to.some(({ address }) => outside.has(address)))
  if (candidates.length === 0) return []
  const about = chance.pick(candidates)
  const at = answerTo(about.at, chance)
  return at < plan.quiet ? [receipt(about, owner, plan.cast, at)] : []
}
