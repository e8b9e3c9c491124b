import { useLanguage, useT } from '../../i18n/index.ts'
import { formatSize } from '../text/size.ts'
import { uiTexts } from '../texts.ts'
import styles from './progress.module.css'

type Props = { limit: number; parts: readonly { label: string; bytes: number }[] }

const shades = [
  'var(--pastel-500)',
  'var(--pastel-300)',
  'var(--brick-500)',
  'var(--pastel-700)',
  'var(--control)',
]

/** « 18,4 Go sur 25 Go », by what fills it. */
export function QuotaBar({ limit, parts }: Props) {
  const t = useT(uiTexts)
  const language = useLanguage()
  const used = parts.reduce((sum, part) => sum + part.bytes, 0)
  const words = t('quota.used', { used: formatSize(used, language), limit: formatSize(limit, language) })
  return (
    <div className={styles.quota}>
      <strong>{words}</strong>
      <span>{parts.map(part => `${part.label} ${formatSize(part.bytes, language)}`).join(' · ')}</span>
      {/* biome-ignore lint/a11y/useSemanticElements: <meter> cannot show several parts */}
      <div
        className={styles.track}
        data-thick
        role="meter"
        aria-label={words}
        aria-valuemin={0}
        aria-valuemax={limit}
        aria-valuenow={Math.min(used, limit)}
      >
        {parts.map((part, index) => (
          <div
            key={part.label}
            style={{ width: `${(part.bytes / limit) * 100}%`, background: shades[index % shades.length] }}
          />
        ))}
      </div>
    </div>
  )
}
