import { formatNumber, useLanguage } from '../../i18n/index.ts'

/** How many, as the language writes it: « 5 032 », "5,032". */
export function Quantity({ value }: { value: number }) {
  const language = useLanguage()
  return formatNumber(value, language)
}
