import { IconBell, IconShare, IconX } from '@tabler/icons-react'
import { useEffect } from 'react'
import type { shareNotification } from '../../../core/types.ts'
import type { RecordOf } from '../../../lib/descriptor.ts'
import { Link, type ModuleNotice, useClient, useQuery, useRecords, useWho } from '../../../web/face.ts'
import { useLanguage, useT } from '../../../web/i18n/index.ts'
import { Button, Drawer, EmptyState, formatWhenLong, IconButton, stroke } from '../../../web/ui/index.ts'
import styles from './notices.module.css'
import { useOpenModules } from './open-modules.ts'
import { shellTexts } from './texts.ts'

type Notice = RecordOf<typeof shareNotification>

const TYPE = 'ShareNotification'
const MOST = 50

/** What others have shared, newest first; as many as a panel can usefully show. */
export function useNotices(): readonly Notice[] {
  // The capability's own account is the directory; these are personal.
  const { accountId } = useWho()
  const rows = useQuery(TYPE, { accountId })
  const { need } = rows
  useEffect(() => need(0, MOST), [need])
  const ids = rows.ids.slice(0, MOST).filter(id => id !== undefined)
  return useRecords<Notice>(TYPE, ids, { accountId }).filter(notice => notice != null)
}

type Props = {
  open: boolean
  notices: readonly Notice[]
  /** What modules tell beside it. */
  news: readonly ModuleNotice[]
  onClose: () => void
}

export function Notices({ open, notices, news, onClose }: Props) {
  const t = useT(shellTexts)
  const client = useClient()
  const { accountId } = useWho()
  const clear = (): void => {
    const all = notices.map(({ id }) => ({ kind: 'destroy' as const, type: TYPE, accountId, id }))
    client.perform(t('notices.clear'), [...all, ...news.map(({ change }) => change)])
  }
  return (
    <Drawer open={open} onClose={onClose} title={t('notices.title')}>
      {notices.length + news.length === 0 ? (
        <EmptyState icon={IconBell}>{t('notices.empty')}</EmptyState>
      ) : (
        <>
          <ul className={styles.notices}>
            {news.map(one => (
              <NewsLine key={one.id} news={one} onOpen={onClose} />
            ))}
            {notices.map(notice => (
              <NoticeLine key={notice.id} notice={notice} onOpen={onClose} />
            ))}
          </ul>
          <Button look="link" onClick={clear}>
            {t('notices.clear')}
          </Button>
        </>
      )}
    </Drawer>
  )
}

function NewsLine({ news, onOpen }: { news: ModuleNotice; onOpen: () => void }) {
  const t = useT(shellTexts)
  const language = useLanguage()
  const Glyph = news.icon
  return (
    <li className={styles.notice}>
      <Glyph size={19} stroke={stroke} aria-hidden="true" />
      <div>
        <p>{news.words}</p>
        <small>
          {formatWhenLong(new Date(news.at), language, new Date())}
          {' · '}
          <Link href={news.href} onClick={onOpen}>
            {t('notices.open')}
          </Link>
        </small>
      </div>
      <IconButton size="small" icon={IconX} label={t('notices.dismiss')} onClick={news.dismiss} />
    </li>
  )
}

function NoticeLine({ notice, onOpen }: { notice: Notice; onOpen: () => void }) {
  const t = useT(shellTexts)
  const language = useLanguage()
  const client = useClient()
  const { accountId } = useWho()
  const href = useLinkTo(notice)
  const values = { who: notice.changedBy.name || t('notices.someone'), name: notice.name }
  const words = t(
    notice.newRights === null
      ? 'notices.taken'
      : notice.oldRights === null
        ? 'notices.given'
        : 'notices.changed',
    values,
  )
  return (
    <li className={styles.notice}>
      <IconShare size={19} stroke={stroke} aria-hidden="true" />
      <div>
        <p>{words}</p>
        <small>
          {formatWhenLong(new Date(notice.created), language, new Date())}
          {href !== null && notice.newRights !== null && (
            <>
              {' · '}
              <Link href={href} onClick={onOpen}>
                {t('notices.open')}
              </Link>
            </>
          )}
        </small>
      </div>
      <IconButton
        size="small"
        icon={IconX}
        label={t('notices.dismiss')}
        onClick={() => client.destroy(TYPE, notice.id, accountId)}
      />
    </li>
  )
}

function useLinkTo({ objectType, objectId, objectAccountId }: Notice): string | null {
  const links = useOpenModules().map(module => module.linkTo?.(objectType, objectId, objectAccountId))
  return links.find(href => href != null) ?? null
}
