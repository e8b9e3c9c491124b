import { randomBytes } from 'node:crypto'
import { Malformed } from '../../../lib/errors.ts'
import {
  authMessageOf,
  readClientFinal,
  readClientFirst,
  writeServerFinal,
  writeServerFirst,
} from '../../../wire/sasl/scram.ts'
import { entranceOf } from './entrance.ts'
import { type Entrance, type Exchange, notAsAnother, wrong } from './exchange.ts'

// RFC 5802 §5, RFC 7677 §3: the password is proved, by both sides, and never said.
export async function scram(exchange: Exchange, message: Buffer): Promise<Entrance> {
  const { house, coming } = exchange
  const first = readClientFirst(message) ?? wrong('SCRAM-SHA-256')
  const { authorize, user } = first
  if (authorize !== '' && authorize !== user) notAsAnother()
  const { salt, iterations } = await house.login.findProver(user)
  const nonce = first.nonce + randomBytes(18).toString('base64')
  const serverFirst = writeServerFirst(nonce, salt, iterations)
  const final = readClientFinal(await exchange.challenge(serverFirst))
  if (!final || final.nonce !== nonce || final.header !== first.header)
    throw new Malformed('This does not go on what was begun')
  const proof = { said: authMessageOf(first, serverFirst, final), proof: final.proof }
  const { actor, signature } = await house.login.verifyProof(user, proof, coming)
  const entrance = await entranceOf(house, actor)
  await exchange.conclude(writeServerFinal(signature))
  return entrance
}
