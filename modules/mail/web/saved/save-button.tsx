import { IconBookmark, IconBookmarkFilled } from '@tabler/icons-react'
import { useState } from 'react'
import { useClient } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { IconButton, useToast } from '../../../../web/ui/index.ts'
import { NameDialog } from '../side/name-dialog.tsx'
import { savedTexts } from './texts.ts'
import { isNamed, SAVED, useDrop, useSaved } from './use-saved.ts'

type Props = {
  /** Null in one's own account. */
  accountId: string | null
  question: string
}

/** Keeps the search that is looked at, under a name. */
export function SaveButton({ accountId, question }: Props) {
  const t = useT(savedTexts)
  const client = useClient()
  const toast = useToast()
  const searches = useSaved(accountId)
  const [isNaming, setNaming] = useState(false)
  const wanted = question.trim()
  const kept = searches.find(search => search.question === wanted)
  const drop = useDrop()
  const save = (name: string): void => {
    setNaming(false)
    const record = { name, question: wanted, inAccount: accountId, sortOrder: searches.length }
    const { id } = client.create(SAVED, record)
    toast({ text: t('saved', { name }), undo: () => client.destroy(SAVED, id) })
  }
  return (
    <>
      <IconButton
        size="small"
        icon={kept ? IconBookmarkFilled : IconBookmark}
        label={t(kept ? 'drop' : 'save')}
        disabled={wanted === ''}
        onClick={() => (kept ? drop(kept) : setNaming(true))}
      />
      {isNaming && (
        <NameDialog
          title={t('save')}
          action={t('save')}
          field={t('name')}
          most={100}
          name={wanted.slice(0, 100)}
          faultOf={name => (isNamed(searches, name) ? t('taken') : null)}
          onName={save}
          onClose={() => setNaming(false)}
        />
      )}
    </>
  )
}
