import { randomBytes } from 'node:crypto'
import { hostnameOf } from '../../../../core/certificate/certificate.ts'
import type { House } from '../../../../core/house.ts'
import { writeMessage } from '../../../../wire/mime/write.ts'
import type { Fault, FaultCode } from '../../../../wire/sieve/fault.ts'
import { domainOf } from '../outgoing.ts'
import { prepareMessage } from '../prepare.ts'
import type { Filter } from './filter.ts'
import { memoryKey } from './memory.ts'
import type { Notice } from './verdict.ts'

/** A fault is told once a day. */
const TOLD_SECONDS = 24 * 3600

/** Tells the owner of a script that it went wrong; the message that it went wrong on stays in the inbox. */
export async function noticeOf(house: House, filter: Filter, fault: Fault, subject: string): Promise<Notice> {
  const host = hostnameOf(house.config)
  const isFrench = filter.language.startsWith('fr')
  const words =
    fault.code === 'notForwarded'
      ? fencedWords(fault, subject, isFrench)
      : (isFrench ? french : english)(fault, subject)
  const bytes = await writeMessage({
    headers: {
      from: [{ name: 'Bastide', email: `postmaster@${filter.address ? domainOf(filter.address) : host}` }],
      to: filter.address === null ? null : [{ name: filter.name, email: filter.address }],
      subject: words.subject,
      sentAt: house.now().toISOString(),
      messageId: [`${randomBytes(12).toString('hex')}@${host}`],
      'header:Auto-Submitted:asText': 'auto-generated',
    },
    textBody: words.text,
    boundary: randomBytes(12).toString('hex'),
  })
  const key = memoryKey('fault', fault.code, String(fault.line))
  return {
    fault,
    message: await prepareMessage(house, bytes),
    once: { key, seconds: TOLD_SECONDS, isRenewed: false },
  }
}

const english = (fault: Fault, subject: string) => ({
  subject: 'Your mail filter went wrong',
  text: `Your mail filter went wrong in line ${fault.line}:\n\n  ${fault.message}\n\nThe message “${subject}” was kept in your inbox. Please look at your filters in the settings.\n`,
})

const french = (fault: Fault, subject: string) => ({
  subject: 'Votre filtre de courrier a échoué',
  text: `Votre filtre de courrier a échoué à la ligne ${fault.line} :\n\n  ${reason(fault)}\n\nLe message « ${subject} » est resté dans votre boîte de réception. Vérifiez vos filtres dans les réglages.\n`,
})

/** A filter that did no wrong, but may not send mail out of the house. */
const fencedWords = (fault: Fault, subject: string, isFrench: boolean) =>
  isFrench
    ? {
        subject: 'Un message n’a pas été transféré',
        text: `${reason(fault)}\n\nLe message « ${subject} » n’y a pas été transféré : il est resté dans votre boîte. Il en sera de même des suivants. Vérifiez vos filtres dans les réglages, ou adressez-vous à vos administrateurs.\n`,
      }
    : {
        subject: 'A message was not forwarded',
        text: `${fault.message}\n\nThe message “${subject}” was not forwarded there: it stayed in your mailbox. The next ones will stay, too. Please look at your filters in the settings, or ask your administrators.\n`,
      }

const reason = ({ code, words, message }: Fault): string =>
  FRENCH[code]?.replace(/\{(\w+)\}/g, (_, name: string) => String(words[name] ?? '')) ?? message

/** Of what can go wrong while it runs. */
const FRENCH: Readonly<Partial<Record<FaultCode, string>>> = {
  tooManySteps: 'Le filtre demande trop de travail pour un seul message.',
  tooManyActions: 'Le filtre fait trop de choses d’un seul message.',
  tooManyRedirects: 'Le filtre transfère un message à plus de {max} adresses.',
  tooManyVariables: 'Le filtre garde trop de variables.',
  valueTooLarge: 'Une valeur est trop grande.',
  conflict: '« {name} » ne va pas avec « {other} ».',
  noSuchMailbox: 'Le dossier « {name} » n’existe pas.',
  badAddress: '« {name} » n’est pas une adresse.',
  badMailbox: '« {name} » ne peut pas être le nom d’un dossier.',
  badHeader: '« {name} » n’est pas le nom d’un champ d’en-tête.',
  badPattern: 'Une expression régulière ne peut pas être lue : {reason}.',
  notForwarded: 'Votre organisation ne permet pas de transférer le courrier à « {name} ».',
  tooManyLoops: 'Plus de {max} boucles sont imbriquées.',
  scriptError: 'Le script renonce : {message}',
  notRequired: 'Il manque : require "{extension}" ; « {name} » en a besoin.',
  unknownCommand: 'La commande « {name} » n’est pas connue.',
  unknownTest: 'Le test « {name} » n’est pas connu.',
  unknownTag: '« {name} » ne connaît pas {tag}.',
  unknownComparator: 'Le comparateur « {name} » n’est pas connu.',
  unknownScript: 'Le script « {name} » n’existe pas.',
}
