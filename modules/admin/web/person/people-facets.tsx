import { type ReactNode, useMemo } from 'react'
import type { FilterTree } from '../../../../lib/filter.ts'
import { collatorOf, useLanguage, useT } from '../../../../web/i18n/index.ts'
import styles from '../admin.module.css'
import { Facet } from '../facet.tsx'
import { PEOPLE, type Principal } from '../principal.ts'
import { useAll } from '../use-all.ts'
import { personTexts } from './texts.ts'

/** Which people are listed; null asks for all. */
export interface Narrowing {
  readonly service: string | null
  readonly role: string | null
  readonly state: string | null
}

export const everybody: Narrowing = { service: null, role: null, state: null }

export function conditionsOf({ service, role, state }: Narrowing): readonly (FilterTree | null)[] {
  const active: FilterTree = { disabledAt: null }
  return [
    service === null ? null : { service },
    role === null ? null : { role },
    state === null ? null : state === 'active' ? active : { operator: 'NOT', conditions: [active] },
  ]
}

type Props = {
  value: Narrowing
  onChange: (value: Narrowing) => void
  /** At the end of their line. */
  end: ReactNode
}

export function PeopleFacets({ value, onChange, end }: Props) {
  const t = useT(personTexts)
  const services = useServices()
  return (
    <div className={styles.facets}>
      <Facet
        label={t('facet.service')}
        value={value.service}
        options={services.map(service => ({ value: service, label: service }))}
        onChange={service => onChange({ ...value, service })}
      />
      <Facet
        label={t('facet.role')}
        value={value.role}
        options={[
          { value: 'administrator', label: t('role.administrator') },
          { value: 'person', label: t('role.person') },
        ]}
        onChange={role => onChange({ ...value, role })}
      />
      <Facet
        label={t('facet.state')}
        value={value.state}
        options={[
          { value: 'active', label: t('state.active') },
          { value: 'disabled', label: t('state.disabled') },
        ]}
        onChange={state => onChange({ ...value, state })}
      />
      {end}
    </div>
  )
}

/** The services that the first people of the directory are in. */
export function useServices(): readonly string[] {
  const language = useLanguage()
  const people = useAll<Principal>('Principal', { filter: PEOPLE, sort: BY_AGE })
  return useMemo(() => {
    const services = new Set(people?.flatMap(({ service }) => service ?? []))
    return [...services].sort(collatorOf(language).compare)
  }, [people, language])
}

/** A question of its own, so that what is looked at in the list does not move. */
const BY_AGE = [{ property: 'createdAt', isAscending: false }]
