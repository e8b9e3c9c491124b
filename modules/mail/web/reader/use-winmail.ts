import { useEffect, useState } from 'react'
import { useClient } from '../../../../web/face.ts'
import type { Client } from '../../../../web/sync/client.ts'
import { kindOfFile } from '../../../../wire/document/kind.ts'
import { type JsonObject, readArray, readBoolean, readString } from '../../../../wire/jmap/json.ts'
import { BASTIDE_MAIL, type EmailBodyPart } from '../../types.ts'

/** What Outlook wrapped into a winmail.dat. */
export interface Winmail {
  readonly isBroken: boolean
  /** Its text, cleaned by the server. */
  readonly html: string
  readonly isCut: boolean
  readonly parts: readonly EmailBodyPart[]
}

export const isWinmail = ({ type, name }: Pick<EmailBodyPart, 'type' | 'name'>): boolean =>
  kindOfFile(type, name) === 'tnef'

/** A winmail.dat once it is open; null before. */
export function useWinmail(accountId: string, part: EmailBodyPart | undefined): Winmail | 'failed' | null {
  const client = useClient()
  const blobId = part?.blobId ?? null
  const [opened, setOpened] = useState<{ blobId: string; winmail: Winmail | 'failed' } | null>(null)
  useEffect(() => {
    if (blobId === null) return
    let isOver = false
    const arrive = (winmail: Winmail | 'failed') => isOver || setOpened({ blobId, winmail })
    open(client, accountId, blobId).then(arrive, () => arrive('failed'))
    return () => {
      isOver = true
    }
  }, [client, accountId, blobId])
  return opened !== null && opened.blobId === blobId ? opened.winmail : null
}

/** The files of a message; those of a winmail.dat in its place, and its text for a message that says nothing. */
export function useUnwrapped(accountId: string, parts: readonly EmailBodyPart[]) {
  const wrapped = parts.find(isWinmail)
  const winmail = useWinmail(accountId, wrapped)
  if (winmail === null || winmail === 'failed' || winmail.isBroken) return { parts, said: NOTHING }
  return { parts: parts.flatMap(part => (part === wrapped ? winmail.parts : [part])), said: winmail }
}

const NOTHING = { html: '', isCut: false }

async function open(client: Client, accountId: string, blobId: string): Promise<Winmail> {
  const answers = await client.ask([BASTIDE_MAIL], [['Attachment/open', { accountId, blobId }, 'o']])
  return hear(answers.read('o', 'Attachment/open'))
}

function hear(answer: JsonObject): Winmail {
  const isBroken = readString(answer['state'], 'state') !== 'read'
  return {
    isBroken,
    html: isBroken ? '' : readString(answer['html'], 'html'),
    isCut: !isBroken && readBoolean(answer['isCut'], 'isCut'),
    parts: readArray(answer['attachments'], 'attachments') as unknown as readonly EmailBodyPart[],
  }
}
