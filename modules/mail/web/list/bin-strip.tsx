import { useT } from '../../../../web/i18n/index.ts'
import { Button } from '../../../../web/ui/index.ts'
import type { Mailbox } from '../../types.ts'
import { walkFolders } from '../place/tree.ts'
import type { Mailboxes } from '../place/use-mailboxes.ts'
import { useFolders } from '../side/use-folders.tsx'
import { mailTexts } from '../texts.ts'
import styles from './list.module.css'

type Props = { mailboxes: Mailboxes; mailbox: Mailbox }

/** Over what was thrown away, the way to be rid of all of it; nothing where there is nothing. */
export function BinStrip({ mailboxes, mailbox }: Props) {
  const t = useT(mailTexts)
  const { verbsFor, dialog } = useFolders(mailboxes)
  const folder = walkFolders(mailboxes.forest).find(one => one.mailbox.id === mailbox.id)
  const verbs = folder ? verbsFor(folder).flatMap(group => group.verbs) : []
  const empty = verbs.find(({ id }) => id === 'empty')
  if (!empty || empty.disabled) return null
  return (
    <div className={styles.strip}>
      <Button look="link" onClick={empty.onRun}>
        {t(mailbox.role === 'junk' ? 'bin.junk' : 'bin.trash')}
      </Button>
      {dialog}
    </div>
  )
}
