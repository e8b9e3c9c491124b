import { randomBytes } from 'node:crypto'
import { Refused } from '../../../lib/errors.ts'
import {
  authMessageOf,
  readClientFinal,
  readClientFirst,
  writeServerFinal,
  writeServerFirst,
} from '../../../wire/sasl/scram.ts'
import { challenge } from './challenge.ts'
import { type Entrance, entranceOf, letIn } from './entrance.ts'
import { bad, no, type Outcome, type Session } from './session.ts'

// RFC 5802 §5, RFC 7677 §3: the password is proved, by both sides, and never said.
export async function scram(session: Session, message: Buffer): Promise<Outcome> {
  const first = readClientFirst(message)
  if (!first) return bad('This is not a response of SCRAM-SHA-256')
  const { authorize, user } = first
  if (authorize !== '' && authorize !== user) return no('Nobody acts as another', 'AUTHORIZATIONFAILED')
  const { salt, iterations } = await session.house.login.findProver(user)
  const nonce = first.nonce + randomBytes(18).toString('base64')
  const serverFirst = writeServerFirst(nonce, salt, iterations)
  const answer = await challenge(session, serverFirst)
  if (answer === 'cancelled') return bad('Cancelled')
  const final = answer && readClientFinal(answer)
  if (!final || final.nonce !== nonce || final.header !== first.header)
    return bad('This does not go on what was begun')
  const proof = { said: authMessageOf(first, serverFirst, final), proof: final.proof }
  return letIn(session, () => proved(session, user, proof))
}

async function proved(
  session: Session,
  user: string,
  proof: { said: string; proof: Buffer },
): Promise<Entrance> {
  const { house, connection } = session
  const { actor, signature } = await house.login.verifyProof(user, proof, { ip: connection.ip, door: 'imap' })
  const entrance = await entranceOf(session, actor)
  // RFC 5802 §3: the client says nothing more when it believes us.
  if ((await challenge(session, writeServerFinal(signature))) === 'cancelled')
    throw new Refused('notAuthenticated', 'the client does not believe us')
  return entrance
}
