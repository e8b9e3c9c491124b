import { type Language, localeOf } from '../../i18n/index.ts'

const units: Record<Language, readonly string[]> = {
  fr: ['o', 'ko', 'Mo', 'Go', 'To'],
  en: ['B', 'KB', 'MB', 'GB', 'TB'],
}

/** 412 ko, 18,4 Go. Steps of 1,024, as every file browser that our people know counts. */
export function formatSize(bytes: number, language: Language): string {
  const step = Math.min(units[language].length - 1, Math.max(0, Math.floor(Math.log2(bytes || 1) / 10)))
  const value = bytes / 1024 ** step
  const digits = step > 1 && value < 100 ? 1 : 0
  const rounded = new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: digits }).format(value)
  // A line must not break between a number and its unit.
  return `${rounded}\u00a0${units[language][step]}`
}
