// RFC 3461 §4: letters that a parameter of SMTP cannot hold are written "+" and two digits.

export const writeXtext = (text: string): string =>
  Array.from(Buffer.from(text), byte => (isPlain(byte) ? String.fromCharCode(byte) : escaped(byte))).join('')

export const readXtext = (text: string): string => {
  const bytes = Buffer.from(text).toString('latin1')
  const plain = bytes.replace(/\+([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
  return Buffer.from(plain, 'latin1').toString('utf8')
}

const isPlain = (byte: number): boolean => byte > 0x20 && byte < 0x7f && byte !== 0x2b && byte !== 0x3d

const escaped = (byte: number): string => `+${byte.toString(16).toUpperCase().padStart(2, '0')}`
