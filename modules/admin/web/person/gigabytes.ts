const GB = 1024 ** 3

/** As people write it, with a comma or a point; empty is no limit (null), what is no number undefined. */
export function readGigabytes(text: string): number | null | undefined {
  const written = text.trim().replace(',', '.')
  if (written === '') return null
  if (!/^\d{1,6}(\.\d{1,3})?$/.test(written)) return undefined
  return Math.round(Number(written) * GB)
}

export const writeGigabytes = (bytes: number | null): string =>
  bytes === null ? '' : String(Math.round((bytes / GB) * 1000) / 1000).replace('.', ',')
