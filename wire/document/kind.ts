/** The kinds of file whose text can be read. */
export const KINDS = [
  'pdf',
  'docx',
  'xlsx',
  'pptx',
  'odt',
  'ods',
  'odp',
  'rtf',
  'csv',
  'html',
  'text',
  'tnef',
] as const
export type DocumentKind = (typeof KINDS)[number]

const OOXML = 'application/vnd.openxmlformats-officedocument'
const ODF = 'application/vnd.oasis.opendocument'

const BY_TYPE: ReadonlyMap<string, DocumentKind> = new Map([
  ['application/pdf', 'pdf'],
  [`${OOXML}.wordprocessingml.document`, 'docx'],
  [`${OOXML}.wordprocessingml.template`, 'docx'],
  ['application/vnd.ms-word.document.macroenabled.12', 'docx'],
  [`${OOXML}.spreadsheetml.sheet`, 'xlsx'],
  [`${OOXML}.spreadsheetml.template`, 'xlsx'],
  ['application/vnd.ms-excel.sheet.macroenabled.12', 'xlsx'],
  [`${OOXML}.presentationml.presentation`, 'pptx'],
  [`${OOXML}.presentationml.slideshow`, 'pptx'],
  [`${ODF}.text`, 'odt'],
  [`${ODF}.text-template`, 'odt'],
  [`${ODF}.spreadsheet`, 'ods'],
  [`${ODF}.spreadsheet-template`, 'ods'],
  [`${ODF}.presentation`, 'odp'],
  ['text/rtf', 'rtf'],
  ['application/rtf', 'rtf'],
  ['application/ms-tnef', 'tnef'],
  ['application/vnd.ms-tnef', 'tnef'],
  ['text/csv', 'csv'],
  ['text/tab-separated-values', 'csv'],
  ['text/html', 'html'],
  ['application/xhtml+xml', 'html'],
  ['application/json', 'text'],
  ['application/xml', 'text'],
])

const BY_EXTENSION: ReadonlyMap<string, DocumentKind> = new Map([
  ...(['pdf', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'rtf', 'csv', 'html'] as const).map(
    kind => [kind, kind] as const,
  ),
  ['docm', 'docx'],
  ['dotx', 'docx'],
  ['xlsm', 'xlsx'],
  ['xltx', 'xlsx'],
  ['ppsx', 'pptx'],
  ['ott', 'odt'],
  ['ots', 'ods'],
  ['tsv', 'csv'],
  ['htm', 'html'],
  ['txt', 'text'],
  ['md', 'text'],
  ['log', 'text'],
])

/** What programs read, not people. */
const UNREAD = new Set(['text/calendar', 'text/vcard', 'text/x-vcard', 'text/rfc822-headers'])

/** By its type; by its name where the type says little, as many mailers leave it. */
export function kindOfFile(type: string, name: string | null): DocumentKind | null {
  const named = BY_EXTENSION.get(/\.([a-z0-9]+)$/i.exec(name ?? '')?.[1]?.toLowerCase() ?? '') ?? null
  if (/^winmail\.dat$/i.test(name ?? '')) return 'tnef'
  const typed = BY_TYPE.get(type)
  if (typed) return typed
  if (UNREAD.has(type)) return null
  if (type.startsWith('text/')) return named === 'csv' || named === 'html' || named === 'rtf' ? named : 'text'
  return /^application\/(octet-stream|x-|force-|download|binary|zip|msword|vnd\.ms-)/.test(type)
    ? named
    : null
}
