import type { TextKey, TextsOf } from '../../../../web/i18n/index.ts'
import { type AuditEntry, isAction } from './audit-entry.ts'
import { type AuditT, auditTexts } from './texts.ts'

/** Who did it; nobody did what the house does by itself, and a stranger has no name. */
export function actorWords({ actorName, action }: AuditEntry, t: AuditT): string {
  if (actorName !== '') return actorName
  return t(action === 'loginFailed' ? 'stranger' : 'nobody')
}

/** What was done, in one line; an action that this version does not know yet says its own name. */
export function deedWords({ action, targetName, details }: AuditEntry, t: AuditT): string {
  if (!isAction(action)) return [action, targetName].filter(Boolean).join(' · ')
  const label = typeof details['label'] === 'string' ? details['label'] : ''
  const values = { target: targetName ?? label }
  if (action === 'sessionEnded' && targetName !== null) return t('did.sessionEnded-of', values)
  return t(`did.${action}`, values)
}

/** What the entry keeps beside that: name and value, as far as there are words for it. */
export function detailWords({ details }: AuditEntry, t: AuditT): readonly (readonly [string, string])[] {
  return Object.entries(details).map(([name, value]) => {
    const key = `property.${name}`
    return [isKey(key) ? t(key) : name, valueWords(value, t)] as const
  })
}

type PropertyKey = Extract<TextKey<TextsOf<typeof auditTexts>>, `property.${string}`>

const isKey = (key: string): key is PropertyKey => key in auditTexts.texts.fr

function valueWords(value: unknown, t: AuditT): string {
  if (value === null || value === '') return t('value.none')
  if (Array.isArray(value)) return value.length === 0 ? t('value.none') : value.map(String).join(', ')
  if (typeof value !== 'object') return String(value)
  const entries = Object.entries(value)
  return entries
    .map(([name, is]) => (typeof is === 'boolean' ? t(is ? 'value.on' : 'value.off', { name }) : name))
    .join(', ')
}
