import { useEffect, useState } from 'react'
import { useClient } from '../../../../web/face.ts'
import type { Fault, Piece, Reading } from '../../../../wire/document/document.ts'
import { type JsonObject, readArray, readBoolean, readString } from '../../../../wire/jmap/json.ts'
import { BASTIDE_MAIL } from '../../types.ts'
import type { FilePart } from './file-part.ts'

export type HeardReading = Reading | { readonly state: 'unknown' }

/** What the server read in a file. */
export function useReading(
  accountId: string,
  { blobId, type, name, charset }: FilePart,
): HeardReading | 'waiting' | 'failed' {
  const client = useClient()
  const [reading, setReading] = useState<HeardReading | 'waiting' | 'failed'>('waiting')
  useEffect(() => {
    let isOver = false
    setReading('waiting')
    const args = { accountId, blobId, type, name, charset }
    client.ask([BASTIDE_MAIL], [['Attachment/read', args, 'a']]).then(
      answers => isOver || setReading(hear(answers.read('a', 'Attachment/read'))),
      () => isOver || setReading('failed'),
    )
    return () => {
      isOver = true
    }
  }, [client, accountId, blobId, type, name, charset])
  return reading
}

function hear(answer: JsonObject): HeardReading {
  const state = readString(answer['state'], 'state')
  if (state !== 'read') return { state: state as Fault | 'unknown' }
  return {
    state,
    pieces: readArray(answer['pieces'], 'pieces') as readonly Piece[],
    isCut: readBoolean(answer['isCut'], 'isCut'),
  }
}
