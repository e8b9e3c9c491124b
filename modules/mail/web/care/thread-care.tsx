import { IconUserEdit } from '@tabler/icons-react'
import { stroke } from '../../../../web/ui/index.ts'
import { Assignee } from './assignee.tsx'
import styles from './care.module.css'
import { useAnswering } from './use-answering.ts'

/** Under the title of a conversation: who takes care of it, and who is answering right now. */
export function ThreadCare({ accountId, threadId }: { accountId: string; threadId: string }) {
  const answering = useAnswering(accountId)(threadId)
  return (
    <div className={styles.care}>
      <Assignee accountId={accountId} threadId={threadId} />
      <span className={styles.answering} role="status">
        {answering !== null && (
          <>
            <IconUserEdit size={17} stroke={stroke} aria-hidden="true" />
            {answering}
          </>
        )}
      </span>
    </div>
  )
}
