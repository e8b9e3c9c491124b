import type { Language, TextKey, TextsOf } from '../../../../web/i18n/index.ts'
import { deviceOf, deviceWords, formatSize, formatWhenFull } from '../../../../web/ui/index.ts'
import { type AuditEntry, isAction } from './audit-entry.ts'
import { type AuditT, auditTexts } from './texts.ts'

/** Who did it; nobody did what the house does by itself, and a stranger has no name. */
export function actorWords({ actorName, action }: AuditEntry, t: AuditT): string {
  if (actorName !== '') return actorName
  return t(action === 'loginFailed' || action === 'loginLocked' ? 'stranger' : 'nobody')
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
export function detailWords({ details }: AuditEntry, t: AuditT, language: Language): readonly Fact[] {
  return Object.entries(details).map(([name, value]) => {
    const key = `property.${name}`
    return [isKey(key) ? t(key) : name, factWords(name, value, t, language)] as const
  })
}

type Fact = readonly [name: string, value: string]

function factWords(name: string, value: unknown, t: AuditT, language: Language): string {
  if (name === 'userAgent' && typeof value === 'string')
    return deviceWords(deviceOf('cookie', value)) ?? value
  if (name === 'quota' && typeof value === 'number') return formatSize(value, language)
  if (name === 'disabledAt' && typeof value === 'string') return formatWhenFull(new Date(value), language)
  if (name === 'members' && Array.isArray(value)) return t('members', { count: value.length })
  return valueWords(value, t)
}

type WordKey = Extract<TextKey<TextsOf<typeof auditTexts>>, `property.${string}` | `word.${string}`>

const isKey = (key: string): key is WordKey => key in auditTexts.texts.fr

function valueWords(value: unknown, t: AuditT): string {
  if (value === null || value === '') return t('value.none')
  if (Array.isArray(value))
    return value.length === 0 ? t('value.none') : value.map(one => valueWords(one, t)).join(', ')
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([name, is]) => (typeof is === 'boolean' ? t(is ? 'value.on' : 'value.off', { name }) : name))
      .join(', ')
  const key = `word.${value}`
  return isKey(key) ? t(key) : String(value)
}
