import { createSecureContext } from 'node:tls'
import { certificateOf } from '../../../core/certificate/certificate.ts'
import { Refused } from '../../../lib/errors.ts'
import type { Request } from '../../../wire/managesieve/request.ts'
import { writeEnding, writeString } from '../../../wire/managesieve/response.ts'
import { type Answer, no, ok, type Run } from './answer.ts'
import { authenticate } from './authenticate.ts'
import { capabilitiesOf } from './capability.ts'
import {
  checkScript,
  deleteScript,
  getScript,
  haveSpace,
  listScripts,
  putScript,
  renameScript,
  setActive,
} from './scripts.ts'
import type { Session } from './session.ts'

interface Command {
  readonly kinds: readonly ('string' | 'number')[]
  /** Arguments that may be left out at the end. */
  readonly spare?: number
  readonly when: 'any' | 'guest' | 'known'
  readonly run: Run
}

const COMMANDS: Readonly<Record<string, Command>> = {
  // RFC 5804 §2.1
  AUTHENTICATE: { kinds: ['string', 'string'], spare: 1, when: 'guest', run: authenticate },
  STARTTLS: { kinds: [], when: 'guest', run: startTls },
  LOGOUT: { kinds: [], when: 'any', run: logout },
  CAPABILITY: { kinds: [], when: 'any', run: async session => ok('Done', capabilitiesOf(session)) },
  NOOP: { kinds: ['string'], spare: 1, when: 'any', run: noop },
  UNAUTHENTICATE: { kinds: [], when: 'known', run: unauthenticate },
  HAVESPACE: { kinds: ['string', 'number'], when: 'known', run: haveSpace },
  PUTSCRIPT: { kinds: ['string', 'string'], when: 'known', run: putScript },
  CHECKSCRIPT: { kinds: ['string'], when: 'known', run: checkScript },
  LISTSCRIPTS: { kinds: [], when: 'known', run: listScripts },
  GETSCRIPT: { kinds: ['string'], when: 'known', run: getScript },
  SETACTIVE: { kinds: ['string'], when: 'known', run: setActive },
  DELETESCRIPT: { kinds: ['string'], when: 'known', run: deleteScript },
  RENAMESCRIPT: { kinds: ['string', 'string'], when: 'known', run: renameScript },
}

/** Does what a client says; false when it could not be done. */
export async function obey(session: Session, request: Request): Promise<boolean> {
  const answer = await answerTo(session, request)
  if (answer === null) return true
  const { lines = '', ending, text, code = null } = answer
  await session.peer.write(lines + writeEnding(ending, text, code))
  return ending === 'OK'
}

async function answerTo(session: Session, { name, arguments: given }: Request): Promise<Answer | null> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name]! : null
  if (!command) return no(`There is no command ${name}`)
  const { kinds, spare = 0, when } = command
  const isFit =
    given.length <= kinds.length &&
    given.length >= kinds.length - spare &&
    given.every((one, i) => typeof one === kinds[i])
  if (!isFit) return no(`${name} has other arguments`)
  if (when === 'known' && !session.actor) return no('Log in first')
  if (when === 'guest' && session.actor) return no('You are logged in already')
  try {
    return await command.run(session, given)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return no(error.message, codeOf(error))
  }
}

// RFC 5804 §1.3
function codeOf({ code }: Refused): string | undefined {
  const codes: Readonly<Partial<Record<Refused['code'], string>>> = {
    notFound: 'NONEXISTENT',
    alreadyExists: 'ALREADYEXISTS',
    inUse: 'ACTIVE',
    overQuota: 'QUOTA/MAXSCRIPTS',
    tooLarge: 'QUOTA/MAXSIZE',
    tooManyAttempts: 'TRYLATER',
  }
  return codes[code]
}

// RFC 5804 §2.2
async function startTls(session: Session): Promise<null | Answer> {
  const { peer, house } = session
  if (peer.isSecure) return no('TLS is there already')
  const pair = (await certificateOf(house)).current()
  await peer.write(writeEnding('OK', 'Begin TLS negotiation now'))
  await peer.startTls(createSecureContext({ ...pair }))
  await peer.write(capabilitiesOf(session) + writeEnding('OK', 'TLS is there'))
  return null
}

// RFC 5804 §2.3
async function logout(session: Session): Promise<Answer> {
  session.ended = true
  return ok('Until next time')
}

// RFC 5804 §2.13
async function noop(_: Session, [tag]: Request['arguments']): Promise<Answer> {
  return ok('Done', '', tag === undefined ? undefined : `TAG ${writeString(String(tag))}`)
}

// RFC 5804 §2.14
async function unauthenticate(session: Session): Promise<Answer> {
  session.entrance = null
  return ok('Logged out')
}
