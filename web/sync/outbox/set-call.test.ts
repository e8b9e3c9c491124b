import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Catalogue } from '../catalogue.ts'
import { temporaryId } from '../temporary.ts'
import { newEntry } from './entry.ts'
import { writeBatch } from './set-call.ts'

const catalogue = new Catalogue([])
const submission = temporaryId()
const draft = temporaryId()

const sending = newEntry({
  tickets: ['t1'],
  label: null,
  effects: [],
  calls: {
    using: ['urn:ietf:params:jmap:submission'],
    methodCalls: [
      [
        'EmailSubmission/set',
        {
          create: { [submission]: { emailId: draft } },
          onSuccessUpdateEmail: { [`#${submission}`]: { 'keywords/$draft': null } },
        },
        'send',
      ],
    ],
  },
})

const sent = (known: ReadonlyMap<string, string>) =>
  writeBatch([sending], { catalogue, known, isIdempotent: true }).methodCalls

test('what calls refer to stands under its true id', () => {
  const [[, args] = assert.fail()] = sent(new Map([[draft, 'e7']]))
  assert.deepEqual(args['create'], { [submission]: { emailId: 'e7' } })
})

test('a creation that is sent again, by a page that has learnt its id, is the same creation', () => {
  const before = sent(new Map([[draft, 'e7']]))
  const again = sent(
    new Map([
      [draft, 'e7'],
      [submission, 's1'],
    ]),
  )
  assert.deepEqual(again, before)
  assert.deepEqual(before[0]![1]['clientKeys'], { [submission]: `t1-${submission}` })
})
