import { useT } from '../../../../web/i18n/index.ts'
import { ErrorState, SkeletonText, useDelayed } from '../../../../web/ui/index.ts'
import { BodyText } from './body-text.tsx'
import { nameOf, type ReadEmail, writerOf } from './email.ts'
import styles from './reader.module.css'
import type { Rendered } from './rendered.ts'
import { readerTexts } from './texts.ts'
import { useBody } from './use-body.ts'

type Props = {
  accountId: string
  email: ReadEmail
  /** Whether pictures of other hosts are shown, through our own. */
  remote: boolean
  onRemote: () => void
  /** What stands in for a message that says nothing itself. */
  otherwise: Pick<Rendered, 'html' | 'isCut'>
}

export function MessageBody({ accountId, email, remote, onRemote, otherwise }: Props) {
  const t = useT(readerTexts)
  const body = useBody(accountId, email.id, remote)
  const isLate = useDelayed(body.kind === 'waiting')
  if (body.kind === 'waiting')
    return (
      <div className={styles.text} data-growing>
        {isLate && <SkeletonText lines={5} />}
      </div>
    )
  if (body.kind !== 'here') return <ErrorState onRetry={body.retry}>{t(`body.${body.kind}`)}</ErrorState>
  const title = t('message.by', { name: nameOf(writerOf(email)) })
  return (
    <div className={styles.text}>
      <BodyText {...{ accountId, title, remote, onRemote, otherwise }} body={body.body} whole={email} />
    </div>
  )
}
