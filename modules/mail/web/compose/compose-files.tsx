import { useT } from '../../../../web/i18n/index.ts'
import { AttachmentTile } from '../../../../web/ui/index.ts'
import styles from './compose.module.css'
import { filesOf, type Letter } from './letter.ts'
import { sizeOf, useSizeLimit } from './size.ts'
import { composeTexts } from './texts.ts'

/** Of the room that there is: before, nobody has to think of it. */
const WORTH_TELLING = 0.25

type Props = { accountId: string; letter: Letter; onRemove: (id: string) => void }

/** The files of a letter, and how much room they leave. */
export function ComposeFiles({ accountId, letter, onRemove }: Props) {
  const t = useT(composeTexts)
  const limit = useSizeLimit(accountId)
  const files = filesOf(letter)
  if (files.length === 0) return null
  const isTooBig = sizeOf(letter) > limit.bytes
  const lacksRoom = files.some(({ error }) => error === t('files.no-room'))
  return (
    <section className={styles.files} aria-label={t('verb.attach')}>
      {files.map(file => (
        <AttachmentTile
          key={file.id}
          file={file}
          sent={file.sent}
          error={file.error}
          onRemove={() => onRemove(file.id)}
        />
      ))}
      {lacksRoom && (
        <small data-over role="alert">
          {t('files.no-room-why')}
        </small>
      )}
      {sizeOf(letter) > limit.bytes * WORTH_TELLING && (
        <small data-over={isTooBig || undefined} role={isTooBig ? 'alert' : undefined}>
          {isTooBig ? limit.tooBig(letter) : limit.total(letter)}
        </small>
      )}
    </section>
  )
}
