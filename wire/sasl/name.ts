/** Names within messages that commas and equal signs divide. RFC 5802 §5.1; undefined when one is not written so. */
export function readSaslName(text: string): string | undefined {
  return /=(?!2C|3D)/.test(text) ? undefined : text.replaceAll('=2C', ',').replaceAll('=3D', '=')
}

export const writeSaslName = (name: string): string => name.replaceAll('=', '=3D').replaceAll(',', '=2C')
