import { replyText } from '../../../wire/smtp/reply.ts'
import type { Concerned, News } from './report.ts'
import { type Cause, causeOf, ENGLISH_CAUSES, FRENCH_CAUSES } from './report-causes.ts'

interface Words {
  readonly subject: string
  readonly text: string
}

/** What a person reads of a report. */
export interface Wording extends Words {
  readonly sender: string
}

export type Told = Pick<News, 'action' | 'recipients' | 'isDraftAgain'>

/** In each of these languages, one after the other: of whom we know nothing, it cannot be said which they read. */
export function wordsOf(languages: readonly string[], told: Told): Wording {
  const all = languages.map(language => wordsIn(language, told))
  const joined = (of: (words: Wording) => string, between: string) => all.map(of).join(between)
  return {
    sender: joined(words => words.sender, ' / '),
    subject: joined(words => words.subject, ' / '),
    text: joined(words => words.text, `\n${'-'.repeat(72)}\n\n`),
  }
}

function wordsIn(language: string, { action, recipients, isDraftAgain }: Told): Wording {
  const speech = language.startsWith('fr') ? FRENCH : ENGLISH
  const { subject, text } = speech[action]
  const isGood = action === 'delivered' || action === 'relayed'
  const list = recipients.map(one => `  ${one.rcpt}\n${isGood ? '' : whyOf(one, speech)}`)
  const where = isDraftAgain ? `\n${speech.isDraftAgain}\n` : ''
  return { sender: speech.sender, subject, text: `${text}\n\n${list.join('\n')}${where}` }
}

/** In plain words, and what the other server said, for whoever has to look into it. */
function whyOf({ reply, cause, remoteMta }: Concerned, { causes, answer }: Speech): string {
  const said = replyText(reply).replaceAll('\n', '\n      ')
  return `    ${causes[cause ?? causeOf(reply)]}\n    ${answer(remoteMta)} ${said}\n`
}

interface Speech extends Record<News['action'], Words> {
  readonly sender: string
  readonly causes: Readonly<Record<Cause, string>>
  /** Before what a server said; null: this one. */
  readonly answer: (server: string | null) => string
  readonly isDraftAgain: string
}

const FRENCH: Speech = {
  sender: 'Distribution du courrier',
  causes: FRENCH_CAUSES,
  answer: server => (server === null ? 'Détail :' : `Réponse de ${server} :`),
  isDraftAgain: 'Le message est de nouveau parmi les brouillons de cette boîte.',
  failed: {
    subject: 'Message non remis',
    text: 'Votre message n’a pas pu être remis aux destinataires suivants. Il ne sera plus essayé.',
  },
  delayed: {
    subject: 'Message retardé',
    text: 'Votre message n’a pas encore pu être remis aux destinataires suivants. Les essais continuent : vous n’avez rien à faire.',
  },
  delivered: { subject: 'Message remis', text: 'Votre message a été remis aux destinataires suivants.' },
  relayed: {
    subject: 'Message transmis',
    text: 'Votre message a été transmis au serveur des destinataires suivants, qui ne confirme pas la remise.',
  },
}

const ENGLISH: Speech = {
  sender: 'Mail delivery',
  causes: ENGLISH_CAUSES,
  answer: server => (server === null ? 'Detail:' : `Answer of ${server}:`),
  isDraftAgain: 'The message is among the drafts of this mailbox again.',
  failed: {
    subject: 'Message not delivered',
    text: 'Your message could not be delivered to the following recipients. No other attempt will be made.',
  },
  delayed: {
    subject: 'Message delayed',
    text: 'Your message could not be delivered yet to the following recipients. Attempts go on: there is nothing to do.',
  },
  delivered: {
    subject: 'Message delivered',
    text: 'Your message was delivered to the following recipients.',
  },
  relayed: {
    subject: 'Message passed on',
    text: 'Your message was passed on to the server of the following recipients, which does not confirm deliveries.',
  },
}
