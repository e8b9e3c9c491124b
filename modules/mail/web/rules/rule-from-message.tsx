import { useEffect, useState } from 'react'
import { useClient } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { useToast } from '../../../../web/ui/index.ts'
import { readArray, readObject } from '../../../../wire/jmap/json.ts'
import { MAIL } from '../../types.ts'
import type { ReadEmail } from '../reader/email.ts'
import { ApplyDialog } from './apply-dialog.tsx'
import { ruleLike } from './begin.ts'
import { addRule } from './edit.ts'
import type { Rule } from './rule.ts'
import { RuleDialog } from './rule-dialog.tsx'
import { rulesBookOf } from './rules-book.ts'
import { NO_RULES, pieceOf, writeRules } from './script-rules.ts'
import { rulesTexts } from './texts.ts'
import { useSpeech } from './use-speech.ts'

type Props = { accountId: string; email: ReadEmail; onClose: () => void }

/** A rule for messages like the one that is open. */
export default function RuleFromMessage({ accountId, email, onClose }: Props) {
  const t = useT(rulesTexts)
  const toast = useToast()
  const book = rulesBookOf(useClient())
  const speech = useSpeech(accountId)
  const listId = useListId(accountId, email.id)
  const [script, setScript] = useState<{ text: string; name: string } | null>(null)
  if (listId === undefined) return null
  if (script)
    return (
      <ApplyDialog mailboxes={speech.mailboxes} script={script.text} name={script.name} onClose={onClose} />
    )
  const onSaved = (rule: Rule, isForExisting: boolean): void => {
    toast({ text: t('done.created') })
    if (!isForExisting) onClose()
    else setScript({ text: writeRules({ ...NO_RULES, pieces: [pieceOf(rule)] }), name: rule.name })
  }
  return (
    <RuleDialog
      speech={speech}
      rule={ruleLike(email, listId)}
      isNew
      save={rule => book.edit(accountId, addRule(rule))}
      onSaved={onSaved}
      onClose={onClose}
    />
  )
}

/** RFC 2919 §3; undefined until it is known. */
function useListId(accountId: string, emailId: string): string | null | undefined {
  const client = useClient()
  const [listId, setListId] = useState<string | null>()
  useEffect(() => {
    const args = { accountId, ids: [emailId], properties: [LIST_ID] }
    client
      .ask([MAIL], [['Email/get', args, 'g']])
      .then(answers => readArray(answers.read('g', 'Email/get')['list'], 'list')[0])
      .then(email => String(readObject(email, 'list/0')[LIST_ID] ?? '') || null)
      .catch(() => null)
      .then(setListId)
  }, [client, accountId, emailId])
  return listId
}

const LIST_ID = 'header:List-Id:asText'
