import { letter } from './house.ts'

export interface Enclosed {
  readonly name: string
  readonly type: string
  readonly bytes: Buffer
}

/** A small message with files. */
export function enclosing(
  files: readonly Enclosed[],
  fields: Readonly<Record<string, string>> = {},
  text = 'Voir ci-joint.',
): Buffer {
  const parts = files.map(
    ({ name, type, bytes }) =>
      `--part\r\nContent-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\n` +
      `Content-Transfer-Encoding: base64\r\n\r\n${bytes.toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n`,
  )
  const body = `--part\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n${parts.join('')}--part--\r\n`
  return letter({ 'MIME-Version': '1.0', 'Content-Type': 'multipart/mixed; boundary=part', ...fields }, body)
}

const OOXML = 'application/vnd.openxmlformats-officedocument'
export const TYPES = {
  pdf: 'application/pdf',
  docx: `${OOXML}.wordprocessingml.document`,
  xlsx: `${OOXML}.spreadsheetml.sheet`,
  odt: 'application/vnd.oasis.opendocument.text',
} as const
