import { type Cast, group, outsidersOf } from './cast.ts'
import type { Chance } from './chance.ts'
import { attach } from './files/attachment.ts'
import { type Letter, letter } from './letter.ts'
import { correspondent, mannerOf, messageId, writeTurn } from './letters.ts'
import { paragraphs } from './mime/html.ts'
import { writeIssue } from './newsletter.ts'
import type { Outsider } from './outsiders.ts'
import { dayOf } from './paris.ts'
import type { Person } from './people.ts'
import type { ServiceKey } from './services.ts'
import { fillWith } from './slots.ts'
import { circulars } from './texts/circulars.ts'
import { junk } from './texts/junk.ts'

type Arrival = { owner: Person; at: Date; name: string }

export function newsletter({ owner, at, name }: Arrival, cast: Cast, chance: Chance): Letter {
  const from = chance.pick(outsidersOf(cast, 'lettre'))
  const fill = fillWith(chance, dayOf(at), cast)
  const issue = writeIssue(from, dayOf(at) % 1000, chance, fill)
  return {
    ...arrival({ owner, at, name }, from, issue.subject, issue.text),
    html: issue.html,
    post: 'newsletter',
    folder: 'Lettres d’information',
    headers: [
      ['List-Id', `<${from.address.replace('@', '.')}>`],
      ['List-Unsubscribe', `<${issue.unsubscribe}>`],
      ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
    ],
  }
}

export function unwanted(given: Arrival, cast: Cast, chance: Chance): Letter {
  const fill = fillWith(chance, dayOf(given.at), cast)
  const [subject, text] = chance.pick(junk)
  const written = arrival(given, chance.pick(outsidersOf(cast, 'inconnu')), fill(subject), fill(text))
  return {
    ...written,
    post: 'junk',
    html: `<html><body><h2>${fill(subject)}</h2>${paragraphs(fill(text))}</body></html>`,
  }
}

type Notice = { from: string; subject: string; text: string; folder: string; file?: string }

const PERMITS: readonly Notice[] = [
  {
    from: 'ne-pas-repondre',
    subject: 'Nouveau dépôt : {pc}',
    text: 'Un dossier a été déposé sur le guichet.\n\nRéférence : {pc}\nObjet : {travaux}\nAdresse : {adresse}\nParcelle : {parcelle}\nDemandeur : {citoyen}',
    folder: 'Notifications/Guichet',
  },
  {
    from: 'ne-pas-repondre',
    subject: 'Pièce ajoutée au dossier {dp}',
    text: 'Le demandeur a versé une pièce.\n\nRéférence : {dp}\nPièce : {piece}\nAdresse : {adresse}',
    folder: 'Notifications/Guichet',
  },
  {
    from: 'ne-pas-repondre',
    subject: 'Échéance proche : {pc}',
    text: 'Le délai d’instruction du dossier {pc} ({travaux}, {adresse}) expire le {date}.',
    folder: 'Notifications/Guichet',
  },
]

const OFFICE: readonly Notice[] = [
  {
    from: 'parapheur',
    subject: '{nombre} documents à viser',
    text: 'Des documents vous attendent dans le parapheur.\n\nLe plus ancien : {pc}, {rue}.\nÉchéance : {jour}.',
    folder: 'Notifications',
  },
  {
    from: 'alertes',
    subject: 'Marché {numero} : une question a été posée',
    text: 'Une entreprise a posé une question sur la consultation {numero} ({lieu}).\n\nRéponse attendue avant le {date}.',
    folder: 'Notifications',
  },
  {
    from: 'copieur-2',
    subject: 'Numérisation {numero}',
    text: 'Document numérisé au copieur du 2e étage.\n\nPages : {nombre}',
    folder: 'Notifications',
    file: 'numerisation',
  },
]

export function notice({ owner, at, name }: Arrival, cast: Cast, chance: Chance): Letter {
  const urban = owner.service === 'urbanisme' && chance.likely(0.65)
  const said = chance.pick(urban ? PERMITS : OFFICE)
  const fill = fillWith(chance, dayOf(at), cast)
  const from = [...cast.outsiders, ...cast.resources].find(({ address }) =>
    address.startsWith(`${said.from}@`),
  )
  if (!from) throw new Error(`nobody sends notices as ${said.from}`)
  const written = arrival({ owner, at, name }, from, fill(said.subject), fill(said.text))
  return {
    ...written,
    post: 'notice',
    folder: said.folder,
    // RFC 3834 §5
    headers: [['Auto-Submitted', 'auto-generated']],
    files: said.file
      ? [attach('pdf', `${said.file}-${fill('{numero}')}`, [written.subject, written.text])]
      : [],
  }
}

/** A service writes to all agents, from its own address and by the hand of one of its people. */
export function circular(at: Date, name: string, cast: Cast, chance: Chance): Letter {
  const service = chance.pick(Object.keys(circulars) as ServiceKey[])
  const [subject, text] = chance.pick(circulars[service] ?? [])
  const fill = fillWith(chance, dayOf(at), cast)
  const sender = chance.pick(cast.people.filter(one => one.service === service))
  const all = group(cast, 'agents')
  const written = writeTurn(
    { author: sender, others: [], at, words: fill(text) },
    name,
    fill(subject),
    null,
    chance,
  )
  return {
    ...written,
    post: 'list',
    from: correspondentOf(group(cast, service)),
    to: [correspondentOf(all)],
    readers: all.members.filter(key => key !== sender.key),
    headers: [['List-Id', `Tous les agents <agents.montauzan.fr>`]],
  }
}

/** The answer of the other side's machine to something that was sent: read, or not delivered. */
export function receipt(about: Letter, to: Person, cast: Cast, at: Date): Letter {
  const target = about.to[0]
  if (!target) throw new Error('a receipt needs a recipient')
  const bounced = at.getTime() % 3 === 0
  const daemon = cast.outsiders.find(({ address }) => address.startsWith('mailer-daemon@')) as Outsider
  const from = bounced ? correspondent(daemon) : target
  return letter({
    id: messageId(from.address, `${about.id}.receipt`, at),
    conversation: about.conversation,
    references: [...about.references, about.id],
    post: 'receipt',
    from,
    to: [correspondent(to)],
    readers: [to.key],
    at,
    subject: bounced ? 'Message non remis' : `Lu : ${about.subject}`,
    text: '',
    manner: { charset: 'utf-8', transfer: 'quoted-printable' },
    report: bounced ? bounce(about, target.address) : reading(about, target.address),
    headers: [['Auto-Submitted', 'auto-replied']],
  })
}

// RFC 8098 §3
function reading(about: Letter, address: string): Letter['report'] {
  return {
    type: 'disposition-notification',
    text: `Votre message « ${about.subject} » a été lu par ${address}.`,
    fields: `Final-Recipient: rfc822;${address}\nOriginal-Message-ID: <${about.id}>\nDisposition: manual-action/MDN-sent-manually; displayed\n`,
  }
}

// RFC 3464 §2
function bounce(about: Letter, address: string): Letter['report'] {
  return {
    type: 'delivery-status',
    text: `Votre message « ${about.subject} » n’a pas pu être remis à ${address} : la boîte est pleine.`,
    fields: `Reporting-MTA: dns;boite-libre.example\n\nFinal-Recipient: rfc822;${address}\nAction: failed\nStatus: 5.2.2\n`,
  }
}

type Addressed = { name: string; address: string }

function arrival({ owner, at, name }: Arrival, from: Addressed, subject: string, text: string): Letter {
  return letter({
    id: messageId(from.address, name, at),
    conversation: name,
    from: correspondentOf(from),
    to: [correspondent(owner)],
    readers: [owner.key],
    at,
    subject,
    text,
    manner: mannerOf(from),
  })
}

export function correspondentOf({ name, address }: Addressed): Addressed {
  return { name, address }
}
