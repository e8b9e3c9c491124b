import { isLabelColour } from '../../../../web/ui/index.ts'
import type { Label } from './label.ts'

/** The names and colours that a town hall starts with. */
const FIRST: readonly Label[] = [
  { keyword: 'conseil-municipal', name: 'Conseil municipal', colour: 'pastel' },
  { keyword: 'urgent', name: 'Urgent', colour: 'brick' },
  { keyword: 'voirie', name: 'Voirie', colour: 'olive' },
  { keyword: 'ecoles', name: 'Écoles', colour: 'plum' },
]

const keyOf = (accountId: string): string => `bastide.mail.labels.${accountId}`

/** Names and colours are kept on this device; the keywords themselves are on the emails, for every program. */
export function readLabels(accountId: string): readonly Label[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(accountId)) ?? 'null')
    return Array.isArray(kept) ? kept.filter(isLabel) : FIRST
  } catch {
    return FIRST
  }
}

export function keepLabels(accountId: string, labels: readonly Label[]): void {
  localStorage.setItem(keyOf(accountId), JSON.stringify(labels))
}

function isLabel(value: unknown): value is Label {
  if (typeof value !== 'object' || value === null) return false
  const { keyword, name, colour } = value as Record<string, unknown>
  return typeof keyword === 'string' && typeof name === 'string' && isLabelColour(String(colour))
}
