import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import { formatSize, QuotaBar } from '../../../../web/ui/index.ts'
import type { Principal } from '../principal.ts'
import { personTexts } from './texts.ts'

/** « 18,4 Go sur 25 Go » */
export function UsedSpace({ person: { used, quota } }: { person: Principal }) {
  const t = useT(personTexts)
  const language = useLanguage()
  const bytes = used ?? 0
  if (quota === null) return <p>{t('quota.used-only', { used: formatSize(bytes, language) })}</p>
  return <QuotaBar limit={quota} parts={[{ label: t('quota.used'), bytes }]} />
}
