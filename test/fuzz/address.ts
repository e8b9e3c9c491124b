import assert from 'node:assert/strict'
import { readAddresses, readAddressGroups } from '../../wire/mime/address.ts'
import { readMailDate } from '../../wire/mime/date.ts'
import { readMessageIds } from '../../wire/mime/message-ids.ts'
import { readParameterised } from '../../wire/mime/parameters.ts'
import { baseSubject } from '../../wire/mime/subject.ts'
import { writeAddress } from '../../wire/mime/write-header.ts'

export const name = 'address'
export const seeds: Buffer[] = [
  'A Group:Ed Jones <c@a.test>,joe@where.test,John <jdoe@one.test>;, Undisclosed recipients:;',
  '"Durand, \\"Élo\\"" <@relay.example,@other.example:elo@montauzan.example> (comment (nested))',
  '=?UTF-8?Q?Doe=2C_John?= <"john doe"@[IPv6:::1]>; Pete . B @ silly . example',
  'Tue, 3 Feb 2026 09:30:00 +0100 (CET)',
  'attachment; filename*0*=utf-8\'\'%C3%A9; filename*1="b"; size=3',
].map(text => Buffer.from(text))

/** Header values of every shape: no throw; an address that was read is read again the same. */
export function run(input: Buffer): void {
  const text = input.toString('utf8')
  readAddressGroups(text)
  readMessageIds(text)
  readParameterised(text)
  const date = readMailDate(text)
  if (date !== null) assert.equal(Date.parse(date.iso), date.epoch)
  const base = baseSubject(text)
  assert.equal(baseSubject(base), base)
  for (const address of readAddresses(text))
    if (isPlain(address.email)) assert.deepEqual(again(address), [address])
}

function isPlain(email: string): boolean {
  return /^[a-z0-9.]+@[a-z0-9.]+$/.test(email)
}

function again(address: { name: string | null; email: string }) {
  return readAddresses(writeAddress(address))
}
