import { Link } from '../../../../web/face.ts'
import { formatNumber, useLanguage, useT } from '../../../../web/i18n/index.ts'
import { formatSize } from '../../../../web/ui/index.ts'
import { type Section, writeAdminAddress } from '../address.ts'
import styles from './overview.module.css'
import type { Overview } from './overview.ts'
import { overviewTexts } from './texts.ts'

interface Tile {
  readonly label: string
  readonly value: string
  readonly note?: string
  readonly section?: Section
}

/** What there is, in numbers. */
export function Tiles({ overview }: { overview: Overview }) {
  const t = useT(overviewTexts)
  const language = useLanguage()
  const number = (value: number): string => formatNumber(value, language)
  const { people, disabled, neverIn, groups, resources, domains, used } = overview
  const tiles: readonly Tile[] = [
    {
      label: t('people'),
      value: number(people),
      note: disabled > 0 ? t('disabled', { count: disabled }) : t('never-in', { count: neverIn }),
      section: 'people',
    },
    { label: t('groups'), value: number(groups), section: 'groups' },
    { label: t('resources'), value: number(resources), section: 'resources' },
    { label: t('domains'), value: number(domains), section: 'domains' },
    { label: t('used'), value: formatSize(used, language) },
  ]
  return (
    <ul className={styles.tiles} aria-label={t('numbers')}>
      {tiles.map(({ label, value, note, section }) => (
        <li key={label}>
          <span>{section ? <Link href={writeAdminAddress(section)}>{label}</Link> : label}</span>
          <b>{value}</b>
          {note && <small>{note}</small>}
        </li>
      ))}
    </ul>
  )
}
