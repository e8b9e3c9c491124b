import { Avatar, type RowChip, type RowFace } from '../../../../web/ui/index.ts'
import type { Principal } from '../principal.ts'
import type { PersonT } from './texts.ts'

export function personFace(person: Principal, t: PersonT): RowFace {
  const { id, name, email, service, title } = person
  return {
    id,
    mark: <Avatar name={name} address={email ?? undefined} />,
    title: name,
    second: workOf({ service, title }),
    when: email ?? undefined,
    chips: chipsOf(person, t),
  }
}

export const workOf = ({ service, title }: Pick<Principal, 'service' | 'title'>): string =>
  [service, title].filter(Boolean).join(' · ')

function chipsOf({ role, disabledAt }: Principal, t: PersonT): RowChip[] {
  if (disabledAt !== null) return [{ text: t('state.disabled'), colour: 'brick' }]
  return role === 'administrator' ? [{ text: t('role.administrator'), colour: 'pastel' }] : []
}
