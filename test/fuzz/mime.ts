import assert from 'node:assert/strict'
import { bodyParts } from '../../wire/mime/body-lists.ts'
import { readBodyValue } from '../../wire/mime/body-value.ts'
import { imapBody } from '../../wire/mime/imap-body.ts'
import { packStructure, unpackStructure } from '../../wire/mime/pack.ts'
import { findPart, type Part, walkParts } from '../../wire/mime/part.ts'
import { projectMessage } from '../../wire/mime/projection.ts'
import { section } from '../../wire/mime/section.ts'
import { decodePart } from '../../wire/mime/transfer.ts'
import { message, messageNames } from '../corpus/mime/corpus.ts'

export const name = 'mime'
export const seeds: Buffer[] = messageNames.filter(each => each !== 'many-recipients').map(message)

/** Whatever the bytes: no throw, offsets inside and nested, one truth through every reader. */
export function run(input: Buffer): void {
  const projection = projectMessage(input)
  const { structure } = projection
  assert.ok(!JSON.stringify(projection).includes('\\u0000'), 'a NUL cannot be stored')
  checkOffsets(structure, 0, input.length)
  assert.deepEqual(unpackStructure(packStructure(structure)), structure)
  imapBody(structure)
  bodyParts(structure)
  for (const part of walkParts(structure)) checkPart(input, structure, part)
}

function checkOffsets(part: Part, from: number, to: number): void {
  const offsets = [from, part.headerStart, part.headerEnd, part.bodyStart, part.bodyEnd, to]
  assert.ok(
    offsets.every((offset, i) => i === 0 || offset >= offsets[i - 1]!),
    `offsets ${offsets}`,
  )
  let start = part.bodyStart
  for (const child of part.parts ?? []) {
    checkOffsets(child, start, part.bodyEnd)
    start = child.bodyEnd
  }
  if (part.message !== undefined) checkOffsets(part.message, part.bodyStart, part.bodyEnd)
}

function checkPart(input: Buffer, structure: Part, part: Part): void {
  const bytes = section(input, structure, { path: part.path })
  if (part.path !== '' && findPart(structure, part.path) === part) {
    assert.deepEqual(bytes, input.subarray(part.bodyStart, part.bodyEnd))
  }
  if (part.parts !== undefined) return
  assert.equal(decodePart(input, part).length, part.size)
  const { value } = readBodyValue(input, part, { maxBytes: 100 })
  assert.ok(Buffer.byteLength(value) <= 100)
}
