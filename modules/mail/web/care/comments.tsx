import { IconLock, IconTrash } from '@tabler/icons-react'
import { type FormEvent, useEffect, useId, useState } from 'react'
import { useClient, useDirectory, useQuery, useRecords, useWho } from '../../../../web/face.ts'
import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import {
  Avatar,
  Button,
  formatWhenLong,
  IconButton,
  PeopleField,
  type Person,
  stroke,
  TextArea,
  useToast,
} from '../../../../web/ui/index.ts'
import { MAX_MENTIONS, type ThreadComment } from '../../types.ts'
import { isShared, mayCare, useBox } from '../share/box.ts'
import styles from './care.module.css'
import { careTexts } from './texts.ts'

const TYPE = 'ThreadComment'
const MOST = 200

type Props = { accountId: string; threadId: string }

/** What those of a mailbox say to each other about a conversation: under its letters, and never among them. */
export function Comments({ accountId, threadId }: Props) {
  return isShared(useBox(accountId)) ? <Discussion accountId={accountId} threadId={threadId} /> : null
}

function Discussion({ accountId, threadId }: Props) {
  const t = useT(careTexts)
  const headingId = useId()
  const box = useBox(accountId)
  const rows = useQuery(TYPE, { accountId, filter: { threadId } })
  const { need } = rows
  useEffect(() => need(0, MOST), [need])
  const ids = rows.ids.filter(id => id !== undefined)
  const comments = useRecords<ThreadComment>(TYPE, ids, { accountId }).filter(comment => comment != null)
  const mayWrite = box !== null && mayCare(box)
  if (!mayWrite && comments.length === 0) return null
  return (
    <section className={styles.comments} aria-labelledby={headingId}>
      <div className={styles.heading}>
        <IconLock size={17} stroke={stroke} aria-hidden="true" />
        <h2 id={headingId}>{t('comments')}</h2>
      </div>
      <p className={styles.help}>{t('comments.help')}</p>
      <ul>
        {comments.map(comment => (
          <CommentLine key={comment.id} accountId={accountId} comment={comment} />
        ))}
      </ul>
      {mayWrite && <Writing accountId={accountId} threadId={threadId} />}
    </section>
  )
}

function CommentLine({ accountId, comment }: { accountId: string; comment: ThreadComment }) {
  const t = useT(careTexts)
  const language = useLanguage()
  const client = useClient()
  const toast = useToast()
  const { principalId, name, address } = useWho()
  const box = useBox(accountId)
  const isOwn = comment.authorId === principalId || comment.authorId === ''
  const author = comment.authorName || name
  const remove = (): void => {
    const removed = client.perform(t('comment.remove'), [
      { kind: 'destroy', type: TYPE, accountId, id: comment.id },
    ])
    toast({ text: t('comment.removed'), undo: () => client.undo(removed) })
  }
  return (
    <li className={styles.comment}>
      <Avatar name={author} address={isOwn ? address : undefined} size={26} />
      <div>
        <b>{author}</b>{' '}
        <small>
          {comment.createdAt && formatWhenLong(new Date(comment.createdAt), language, new Date())}
        </small>
        <p>{comment.text}</p>
      </div>
      {(isOwn || box?.mayManage) && (
        <IconButton size="small" icon={IconTrash} label={t('comment.remove')} onClick={remove} />
      )}
    </li>
  )
}

function Writing({ accountId, threadId }: Props) {
  const t = useT(careTexts)
  const client = useClient()
  const directory = useDirectory()
  const [text, setText] = useState('')
  const [people, setPeople] = useState<readonly Person[]>([])
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const isEmpty = text.trim() === ''
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (isEmpty || busy) return
    setBusy(true)
    const found = await Promise.all(people.map(({ address }) => directory.resolve(address).catch(() => null)))
    const mentions = found.flatMap(person => person?.id ?? []).slice(0, MAX_MENTIONS)
    const doing = client.create(TYPE, { threadId, text: text.trim(), mentions }, { accountId })
    setText('')
    setPeople([])
    setError(null)
    setBusy(false)
    // What the server would not keep is there to be mended.
    doing.saved.catch(() => {
      setText(text)
      setPeople(people)
      setError(t('comment.unknown', { names: people.map(({ name, address }) => name || address).join(', ') }))
    })
  }
  return (
    <form className={styles.writing} onSubmit={event => void send(event)}>
      <TextArea
        label={t('comment.write')}
        unlabelled
        placeholder={t('comment.write')}
        rows={2}
        value={text}
        onChange={setText}
      />
      {!isEmpty && (
        <>
          <PeopleField
            label={t('comment.mention')}
            help={t('comment.mention-help')}
            value={people}
            onChange={setPeople}
            find={directory.find}
            error={error}
          />
          <Button type="submit" busy={busy}>
            {t('comment.send')}
          </Button>
        </>
      )}
    </form>
  )
}
