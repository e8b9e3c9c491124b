import { useClient } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { useDismissToast, useToast } from '../../../../web/ui/index.ts'
import { textToHtml } from '../../../../wire/mime/text-html.ts'
import { UNSUBSCRIBED } from '../../types.ts'
import { identityFor } from '../compose/begin.ts'
import { blankLetter } from '../compose/letter.ts'
import { expectedOf, messageOf } from '../compose/message-of.ts'
import { REGRET_MS, sendDraft } from '../compose/send.ts'
import { useSender } from '../compose/use-authors.ts'
import { useIdentities } from '../compose/use-identities.ts'
import { useMailboxes } from '../place/use-mailboxes.ts'
import type { ReadEmail } from '../reader/email.ts'
import { unsubscribeTexts } from './texts.ts'
import type { LetterOut } from './ways.ts'

export interface Letters {
  /** The address that it leaves from; null while that is not known. */
  readonly from: string | null
  readonly send: (way: LetterOut) => void
}

/** Leaves a list by a letter, under the address that gets it; for as long as any letter it can be called back. */
export function useLetterOut(accountId: string, email: ReadEmail): Letters {
  const t = useT(unsubscribeTexts)
  const client = useClient()
  const toast = useToast()
  const dismiss = useDismissToast()
  const { ofRole } = useMailboxes(accountId)
  const identity = identityFor(email, useIdentities(accountId))
  const sender = useSender(accountId)
  const [drafts, sent] = [ofRole('drafts'), ofRole('sent')]
  if (!identity || !drafts || !sent) return { from: null, send: () => undefined }

  const send = ({ to, subject, body }: LetterOut): void => {
    const letter = {
      ...blankLetter(accountId, identity.id),
      to: [to],
      subject: subject.trim() || t('subject'),
      html: textToHtml(body.trim() || t('subject')),
    }
    const record = messageOf(letter, {
      from: { name: identity.name || null, email: identity.email },
      sender,
      replyTo: identity.replyTo,
      mailboxId: drafts.id,
      keywords: ['$draft', '$seen'],
    })
    const { id } = client.create('Email', record, { accountId, expected: expectedOf(letter, new Date()) })
    const sending = sendDraft(client, {
      accountId,
      identityId: identity.id,
      draftId: id,
      draftsId: drafts.id,
      targetId: sent.id,
      sendAt: new Date(Date.now() + REGRET_MS),
      source: { emailId: email.id, keyword: UNSUBSCRIBED },
    })
    const told = toast({
      text: t('toast.letter'),
      stays: REGRET_MS,
      undo: async () => {
        if (!(await sending.takeBack())) return void toast({ tone: 'error', text: t('toast.too-late') })
        client.destroy('Email', id, accountId)
        toast({ text: t('toast.undone') })
      },
    })
    sending.saved.catch(() => {
      dismiss(told)
      client.update('Email', email.id, { [`keywords/${UNSUBSCRIBED}`]: null }, accountId)
      client.destroy('Email', id, accountId)
      toast({ tone: 'error', text: t('toast.refused') })
    })
  }
  return { from: identity.email, send }
}
