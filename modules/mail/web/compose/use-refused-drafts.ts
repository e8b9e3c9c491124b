import { useEffect } from 'react'
import { useClient } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import type { Creation } from '../../../../web/sync/change.ts'
import type { Client } from '../../../../web/sync/client.ts'
import { isObject } from '../../../../wire/jmap/json.ts'
import { desk } from './desk.ts'
import { isMinded, noteOlder } from './draft-keeper.ts'
import { refusalWords } from './refused.ts'
import { isMindedSending } from './send.ts'
import { composeTexts } from './texts.ts'

/**
 * A letter that was put away, in this page or in one before it, and that the server then would not keep or send: it lies
 * open again, with the reason.
 */
export function useRefusedDrafts(): void {
  const t = useT(composeTexts)
  const client = useClient()
  useEffect(
    () =>
      client.onRefused(({ effects, reason }) => {
        const [creation] = effects
        if (creation?.kind === 'destroy' && creation.onceMade !== undefined)
          noteOlder(creation.onceMade, client.resolve(creation.id))
        if (creation?.kind !== 'create') return
        const { accountId, id, record } = creation
        if (isLostDraft(client, creation)) desk.open({ kind: 'draft', accountId, emailId: id, record })
        // Of a draft that was refused itself there is more above.
        if (creation.type !== 'EmailSubmission' || isMindedSending(id) || reason.type === 'dependency') return
        const fault = `${t('refused.sending')} ${refusalWords(reason.type, t)}`
        desk.open({ kind: 'draft', accountId, emailId: client.resolve(String(record['emailId'])) }, { fault })
      }),
    [client, t],
  )
}

/** Nobody writes it any more, and no later copy is to replace it. */
function isLostDraft(client: Client, { type, accountId, id, record }: Creation): boolean {
  const { keywords } = record
  if (type !== 'Email' || !isObject(keywords) || !keywords['$draft']) return false
  return !isMinded(id) && !isMindedSending(id) && client.read('Email', id, accountId) !== null
}
