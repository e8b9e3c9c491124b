import { replyText } from '../../../wire/smtp/reply.ts'
import type { Concerned, News } from './report.ts'

interface Words {
  readonly subject: string
  readonly text: string
}

/** What a person reads of a report. */
export function wordsOf(
  language: string,
  action: News['action'],
  recipients: readonly Concerned[],
): Words & { readonly sender: string } {
  const isFrench = language.startsWith('fr')
  const words = isFrench ? FRENCH : ENGLISH
  const sender = isFrench ? 'Distribution du courrier' : 'Mail delivery'
  const { subject, text } = words[action]
  const list = recipients.map(
    ({ rcpt, reply }) => `  ${rcpt}\n    ${replyText(reply).replaceAll('\n', '\n    ')}\n`,
  )
  return { sender, subject, text: `${text}\n\n${list.join('\n')}` }
}

const FRENCH: Record<News['action'], Words> = {
  failed: {
    subject: 'Message non remis',
    text: 'Votre message n’a pas pu être remis aux destinataires suivants. Il ne sera plus essayé.',
  },
  delayed: {
    subject: 'Message retardé',
    text: 'Votre message n’a pas encore pu être remis aux destinataires suivants. Les essais continuent : vous n’avez rien à faire.',
  },
  delivered: { subject: 'Message remis', text: 'Votre message a été remis aux destinataires suivants.' },
  relayed: {
    subject: 'Message transmis',
    text: 'Votre message a été transmis au serveur des destinataires suivants, qui ne confirme pas la remise.',
  },
}

const ENGLISH: Record<News['action'], Words> = {
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
