import { isTransient, type Reply } from '../../../wire/smtp/reply.ts'

/** Why a message did not arrive, as a person would say it. */
export type Cause =
  | 'noSuchAddress'
  | 'noSuchDomain'
  | 'badAddress'
  | 'moved'
  | 'badSender'
  | 'takesNoMail'
  | 'closed'
  | 'full'
  | 'tooLarge'
  | 'serverFull'
  | 'noAnswer'
  | 'noRoute'
  | 'loop'
  | 'tooLong'
  | 'tooMany'
  | 'content'
  | 'utf8'
  | 'unproven'
  | 'tooMuch'
  | 'refused'
  | 'askedToWait'
  | 'later'
  | 'dropped'
  | 'noLongerAllowed'
  | 'notSent'

/** By subject and detail; the status of what is refused for now says less. RFC 3463 §3, RFC 7372 §3 */
const CAUSES: Readonly<Record<string, Cause>> = {
  '1.0': 'noSuchAddress',
  '1.1': 'noSuchAddress',
  '1.2': 'noSuchDomain',
  '1.3': 'badAddress',
  '1.6': 'moved',
  '1.7': 'badSender',
  '1.8': 'badSender',
  '1.10': 'takesNoMail',
  '2.0': 'closed',
  '2.1': 'closed',
  '2.2': 'full',
  '2.3': 'tooLarge',
  '3.1': 'serverFull',
  '3.4': 'tooLarge',
  '4.1': 'noAnswer',
  '4.2': 'noAnswer',
  '4.3': 'noRoute',
  '4.4': 'noRoute',
  '4.6': 'loop',
  '4.7': 'tooLong',
  '5.3': 'tooMany',
  '6.0': 'content',
  '6.1': 'content',
  '6.3': 'content',
  '6.6': 'content',
  '6.7': 'utf8',
  '7.20': 'unproven',
  '7.21': 'unproven',
  '7.22': 'unproven',
  '7.23': 'unproven',
  '7.24': 'unproven',
  '7.25': 'unproven',
  '7.26': 'unproven',
  '7.28': 'tooMuch',
}

const PASSING: readonly Cause[] = ['full', 'serverFull', 'noAnswer', 'noRoute', 'tooMuch']

export function causeOf(reply: Reply): Cause {
  const key = reply.status?.slice(2) ?? ''
  const cause = CAUSES[key] ?? 'refused'
  if (!isTransient(reply) || PASSING.includes(cause)) return cause
  // Many servers put off whoever they do not know, to see whether they come again.
  return key.startsWith('7.') ? 'askedToWait' : 'later'
}

export const FRENCH_CAUSES: Readonly<Record<Cause, string>> = {
  noSuchAddress: 'Cette adresse n’existe pas. Vérifiez comment elle s’écrit.',
  noSuchDomain: 'Le domaine de cette adresse, ce qui suit le @, n’existe pas. Vérifiez comment il s’écrit.',
  badAddress: 'Ce n’est pas une adresse. Vérifiez comment elle s’écrit.',
  moved: 'Cette personne a changé d’adresse.',
  badSender: 'Le serveur du destinataire n’accepte pas l’adresse de l’expéditeur.',
  takesNoMail: 'Ce domaine ne reçoit pas de courriel.',
  closed: 'Cette boîte est fermée, ou ne reçoit plus de courriel.',
  full: 'Cette boîte est pleine : si c’est urgent, prévenez la personne autrement.',
  tooLarge:
    'Le message est trop gros pour le destinataire. Envoyez un lien, ou des pièces jointes plus légères.',
  serverFull: 'Le serveur du destinataire n’a plus de place.',
  noAnswer: 'Le serveur du destinataire ne répond pas.',
  noRoute: 'Le serveur qui reçoit le courrier de ce domaine est introuvable.',
  loop: 'Le courrier de cette adresse tourne en rond : c’est à corriger par ceux qui en ont la charge.',
  tooLong:
    'Le serveur du destinataire n’a pas pris le message, malgré plusieurs jours d’essais. Vérifiez l’adresse, ou prévenez la personne autrement.',
  tooMany: 'Le message a trop de destinataires pour ce serveur.',
  content: 'Le serveur du destinataire ne prend pas un message de cette forme.',
  utf8: 'Le serveur du destinataire ne connaît pas les adresses écrites avec des lettres accentuées.',
  unproven:
    'Le serveur du destinataire n’a pas pu vérifier que le message vient bien de votre domaine. Signalez-le à vos administrateurs.',
  tooMuch: 'Le serveur du destinataire trouve qu’il a reçu trop de messages d’ici.',
  refused: 'Le serveur du destinataire refuse ce message ; sa réponse dit souvent pourquoi.',
  askedToWait: 'Le serveur du destinataire demande de patienter avant de prendre le message.',
  later: 'Le serveur du destinataire ne peut pas prendre le message pour le moment.',
  dropped: 'Vos administrateurs ont retiré le message de la file d’attente.',
  noLongerAllowed:
    'Qui l’a écrit ne peut plus l’envoyer : son compte est fermé, ou le droit d’écrire à ce nom lui a été retiré.',
  notSent:
    'Ce serveur n’a pas réussi à l’envoyer, malgré plusieurs essais. Vos administrateurs peuvent en voir la cause.',
}

export const ENGLISH_CAUSES: Readonly<Record<Cause, string>> = {
  noSuchAddress: 'There is no such address. Check how it is spelt.',
  noSuchDomain: 'The domain of this address, what follows the @, does not exist. Check how it is spelt.',
  badAddress: 'This is not an address. Check how it is spelt.',
  moved: 'This person has changed their address.',
  badSender: 'The server of the recipient does not accept the address of the sender.',
  takesNoMail: 'This domain takes no mail.',
  closed: 'This mailbox is closed, or takes no mail any more.',
  full: 'This mailbox is full: if it is urgent, tell the person in another way.',
  tooLarge: 'The message is too large for the recipient. Send a link, or smaller attachments.',
  serverFull: 'The server of the recipient has no room left.',
  noAnswer: 'The server of the recipient does not answer.',
  noRoute: 'The server that takes the mail of this domain cannot be found.',
  loop: 'The mail of this address goes in circles, which is for those in charge of it to mend.',
  tooLong:
    'The server of the recipient did not take the message in several days of attempts. Check the address, or tell the person in another way.',
  tooMany: 'The message has too many recipients for this server.',
  content: 'The server of the recipient takes no message of this form.',
  utf8: 'The server of the recipient does not know addresses that are written with accented letters.',
  unproven:
    'The server of the recipient could not verify that the message comes from your domain. Tell your administrators.',
  tooMuch: 'The server of the recipient finds that too many messages came from here.',
  refused: 'The server of the recipient refuses this message; its answer often says why.',
  askedToWait: 'The server of the recipient asks to wait before it takes the message.',
  later: 'The server of the recipient cannot take the message for now.',
  dropped: 'Your administrators took the message off the queue.',
  noLongerAllowed:
    'Whoever wrote it may not send it any more: their account is closed, or the right to write in this name was taken back.',
  notSent: 'This server did not manage to send it, however often it tried. Your administrators can see why.',
}
