import { Refused } from '../../../../lib/errors.ts'
import type { AdminT } from '../texts.ts'

/** What the server would not do, in words that say what to do about it. */
export function refusalWords(error: unknown, t: AdminT): string {
  if (!(error instanceof Refused) || error.code === 'unavailable') return t('refused.unreachable')
  const { type, properties } = error.details
  const property = Array.isArray(properties) ? properties[0] : null
  if (type === 'lastAdministrator') return t('refused.last')
  if (type === 'inUse') return t('refused.domain-used')
  if (type === 'forbidden') return t('refused.rights')
  if (type === 'notFound') return t('refused.gone')
  if (type === 'invalidArguments' && error.message.includes('password')) return t('refused.password')
  if (type === 'invalidArguments' && error.message.includes('listed')) return t('refused.listed')
  if (property === 'email' || property === 'aliases')
    return t(type === 'alreadyExists' ? 'refused.taken' : 'refused.address')
  if (property === 'members') return t('refused.member')
  if (property === 'name' && type !== 'alreadyExists') return t('refused.name')
  return t('refused.other', { detail: error.message })
}
