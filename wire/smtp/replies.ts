import { type Reply, reply } from './reply.ts'

/** Why a server of ours refuses: each with its code and its enhanced status. RFC 5321 §4.2.3, RFC 3463 §3 */
export const replies = {
  unknownMailbox: reply(550, '5.1.1', 'No such mailbox here'),
  // RFC 3463 §3.3
  nobodyThere: reply(550, '5.2.4', 'Nobody receives what is sent to this address'),
  badAddress: reply(553, '5.1.3', 'This is not an address'),
  fullMailbox: reply(452, '4.2.2', 'This mailbox is full'),
  noRelay: reply(550, '5.7.1', 'Relaying denied'),
  foreignSender: reply(553, '5.7.1', 'This sender address is not yours'),
  // RFC 6531 §3.5
  needsUtf8: reply(553, '5.6.7', 'This address needs SMTPUTF8'),
  // RFC 5322 §3.6
  twoAuthors: reply(550, '5.7.1', 'This message has more than one From'),
  tooManyAuthors: reply(550, '5.7.1', 'This message names too many authors'),
  tooManyHops: reply(554, '5.4.6', 'Too many hops: this message goes in a loop'),
  tooLarge: reply(552, '5.3.4', 'The message is too large'),
  largeHeader: reply(554, '5.6.0', 'The header of the message is too large'),
  // RFC 5321 §4.1.1.11
  unknownParameter: reply(555, '5.5.4', 'A parameter that is not offered here'),
  // RFC 5321 §2.3.8
  bareLineEnd: reply(550, '5.6.11', 'Lines of a message end with CR LF: bare CR or LF refused'),
  tooManyRecipients: reply(452, '4.5.3', 'Too many recipients: send the others in another transaction'),
  tooManyConnections: reply(421, '4.7.0', 'Too many connections from your address'),
  tooFast: reply(451, '4.7.0', 'Too much mail from your address, try again later'),
  tooManyUnknown: reply(421, '4.7.0', 'Too many unknown recipients'),
  // RFC 4954 §6
  badLogin: reply(535, '5.7.8', 'Wrong address or password'),
  passwordTemporary: reply(
    535,
    '5.7.8',
    'This password is temporary: sign in on the web and choose your own',
  ),
  noLoginNow: reply(454, '4.7.0', 'Login is not possible now, try again later'),
  noScanner: reply(451, '4.7.1', 'The message cannot be looked at now, try again later'),
  storageFull: reply(452, '4.3.1', 'No room left on this server, try again later'),
  unavailable: reply(451, '4.3.0', 'Not possible now, try again later'),
} as const satisfies Record<string, Reply>
