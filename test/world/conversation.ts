import { type Cast, outsidersOf } from './cast.ts'
import type { Chance } from './chance.ts'
import { type Attachment, attach } from './files/attachment.ts'
import type { Letter } from './letter.ts'
import { type Author, htmlOf, isPerson, type Turn, writeTurn } from './letters.ts'
import type { Outsider, OutsiderKind } from './outsiders.ts'
import { dayOf } from './paris.ts'
import type { Person } from './people.ts'
import { answerTo } from './season.ts'
import { type Fill, fillWith } from './slots.ts'
import { ACKNOWLEDGEMENTS } from './texts/circulars.ts'
import type { Topic } from './texts/topic.ts'

/** Where a conversation begins: who owns it, when, and the moment that nothing of it may pass. */
export type Beginning = { owner: Person; at: Date; until: Date; name: string }

/** Plays a topic once, and stops where chance or the end of the year stops it. */
export function converse(topic: Topic, beginning: Beginning, cast: Cast, chance: Chance): Letter[] {
  const fill = fillWith(chance, dayOf(beginning.at), cast)
  const voices = voicesOf(topic, beginning.owner, cast, chance)
  const subject = fill(topic.subject)
  const script = scriptOf(topic, voices, fill, chance)
  const letters: Letter[] = []
  let at = beginning.at
  for (const [index, words] of script.entries()) {
    if (at > beginning.until) break
    const turn = turnOf(voices, index, at, words)
    letters.push(writeTurn(turn, beginning.name, subject, letters.at(-1) ?? null, chance))
    at = answerTo(at, chance)
  }
  return dressed(letters, topic, voices, fill, chance)
}

/** Who speaks in turn; a mailing list also has an address of its own that all write to. */
type Voices = { authors: readonly Author[]; list: Outsider | null }

function voicesOf(topic: Topic, owner: Person, cast: Cast, chance: Chance): Voices {
  if (topic.from === 'reseau') return listVoices(topic, owner, cast, chance)
  if (topic.from === 'inside' && !topic.to)
    return { authors: colleagues(topic, owner, cast, chance), list: null }
  const kind = topic.to ?? (topic.from as OutsiderKind)
  const outsider = chance.pick(
    outsidersOf(cast, kind).filter(({ address }) => address.includes(topic.by ?? '')),
  )
  return { authors: topic.from === 'inside' ? [owner, outsider] : [outsider, owner], list: null }
}

function listVoices(topic: Topic, owner: Person, cast: Cast, chance: Chance): Voices {
  const wanted = topic.subject.startsWith('[urbanistes]') ? 'urbanistes@' : 'secretaires@'
  const list = outsidersOf(cast, 'reseau').find(({ address }) => address.startsWith(wanted)) ?? null
  const [asker, other] = chance.some(outsidersOf(cast, 'interco'), 2)
  return { authors: [asker, owner, other].filter(voice => voice !== undefined), list }
}

function colleagues(topic: Topic, owner: Person, cast: Cast, chance: Chance): Author[] {
  const others = cast.people.filter(({ key }) => key !== owner.key)
  const close = others.filter(({ service }) => service === owner.service)
  const count = topic.chorus ? chance.between(2, 5) : 1
  const partners = chance.likely(0.3) && close.length >= count ? close : others
  const voices = [owner, ...chance.some(partners, count)]
  return chance.likely(0.5) ? voices : [...voices.slice(1), owner]
}

function scriptOf(topic: Topic, { authors }: Voices, fill: Fill, chance: Chance): string[] {
  const goesOn = topic.chorus ? 0.93 : 0.74
  let length = 1
  while (length < topic.turns.length && chance.likely(goesOn)) length++
  const script = topic.turns.slice(0, length).map(fill)
  const finished = length === topic.turns.length && authors.length > 2
  const echoes = finished ? chance.below((topic.chorus ?? 0) + 1) : 0
  return [...script, ...chance.some(ACKNOWLEDGEMENTS, echoes).map(fill)]
}

function turnOf({ authors, list }: Voices, index: number, at: Date, words: string): Turn {
  const author = authors[index % authors.length] as Author
  const others = authors.filter(other => other !== author)
  return list
    ? { author, others: [list], cc: others.filter(isPerson), at, words }
    : { author, others, at, words }
}

/** Adds what the topic says of files, folder and label. */
function dressed(letters: Letter[], topic: Topic, { list }: Voices, fill: Fill, chance: Chance): Letter[] {
  const label = topic.label && chance.likely(0.4) ? topic.label : chance.likely(0.015) ? 'urgent' : null
  const carrier = topic.attach ? carrierOf(letters) : null
  return letters.map(written => {
    const common: Letter = { ...written, folder: topic.folder ?? null, label }
    const listed = list ? onList(common, list) : common
    return written === carrier && topic.attach ? withFile(listed, topic.attach, fill, chance) : listed
  })
}

function carrierOf(letters: readonly Letter[]): Letter | null {
  return letters.find(({ text }) => /joint|attached|Voici/.test(text)) ?? letters[0] ?? null
}

function onList(written: Letter, list: Outsider): Letter {
  const listId = list.address.replace('@', '.')
  const headers = [
    ['List-Id', `<${listId}>`],
    ['List-Post', `<mailto:${list.address}>`],
    ['List-Unsubscribe', `<mailto:${list.address}?subject=unsubscribe>`],
    ['Precedence', 'list'],
  ] as const
  return { ...written, post: 'list', headers }
}

const SCAN = 700_000
const PLANS = 4_000_000

function withFile(
  written: Letter,
  [kind, stem]: readonly [Parameters<typeof attach>[0], string],
  fill: Fill,
  chance: Chance,
): Letter {
  const name = chance.pick([
    stem,
    `${stem}-${fill('{numero}')}`,
    `${stem} n° ${fill('{nombre}')}`,
    `${stem} (définitif)`,
  ])
  const file = attach(kind, name, [written.subject, ...written.text.split('\n').slice(2, 8)], weight(chance))
  const picture = kind === 'png' || kind === 'jpg'
  if (!picture || chance.likely(0.4)) return { ...written, files: [file] }
  return { ...written, ...illustrated(written, file) }
}

function weight(chance: Chance): number {
  if (chance.likely(0.01)) return PLANS
  return chance.likely(0.04) ? chance.between(SCAN / 3, SCAN) : 0
}

/** The picture stands in the text, by its content identifier. */
function illustrated({ id, text }: Letter, file: Attachment): Pick<Letter, 'html' | 'inline'> {
  const cid = `image.${id}`
  return {
    html: htmlOf(text, `<p><img src="cid:${cid}" alt="${file.name}" width="240"></p>`),
    inline: [{ ...file, cid }],
  }
}
