import { IconMessage2, IconUserCheck } from '@tabler/icons-react'
import { useEffect, useMemo } from 'react'
import { type ModuleNotice, useAccountId, useClient, useQuery, useRecords } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { MAIL, type Mention } from '../../types.ts'
import { writeMailAddress } from '../address.ts'
import { careTexts } from './texts.ts'

const TYPE = 'Mention'
const MOST = 50

/** What colleagues said to one, or gave one to do. */
export function useCareNotices(): readonly ModuleNotice[] {
  const t = useT(careTexts)
  const client = useClient()
  const accountId = useAccountId(MAIL)
  const rows = useQuery(TYPE, { accountId })
  const { need } = rows
  useEffect(() => need(0, MOST), [need])
  const ids = rows.ids.slice(0, MOST).filter(id => id !== undefined)
  const mentions = useRecords<Mention>(TYPE, ids, { accountId })
  return useMemo(() => {
    const noticeOf = ({ id, kind, at, byName, subject, boxAccountId, threadId }: Mention): ModuleNotice => ({
      id,
      at,
      icon: kind === 'comment' ? IconMessage2 : IconUserCheck,
      words: t(`notice.${kind}`, { who: byName, subject: subject || t('notice.nameless') }),
      href: writeMailAddress({ accountId: boxAccountId, threadId }),
      change: { kind: 'destroy', type: TYPE, accountId, id },
      dismiss: () => void client.destroy(TYPE, id, accountId),
    })
    return mentions.flatMap(mention => (mention ? [noticeOf(mention)] : []))
  }, [mentions, t, client, accountId])
}
