/**
 * Ids that the client makes: for a record that the server has not made yet, and for a blob not yet uploaded. They are
 * long and random, so that one found anywhere in a patch or a call is known to be one, and is replaced by the true id
 * when that is known. The same text is the creation id and the client key that makes a retry harmless.
 */
const LETTERS = '0123456789abcdefghijklmnopqrstuv'
const LENGTH = 26

export function temporaryId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(LENGTH))
  return 'tmp-' + Array.from(bytes, byte => LETTERS[byte % 32]).join('')
}

const PATTERN = new RegExp(`tmp-[0-9a-v]{${LENGTH}}`, 'g')

export const isTemporary = (id: string): boolean => id.startsWith('tmp-') && id.length === LENGTH + 4

/** The temporary ids that stand anywhere in a value of JSON. */
export const findTemporary = (value: unknown): Set<string> =>
  new Set(JSON.stringify(value)?.match(PATTERN) ?? [])

/** The value with each temporary id, with or without "#", replaced by the true one where it is known. */
export function replaceTemporary<T>(value: T, known: ReadonlyMap<string, string>): T {
  const text = JSON.stringify(value)
  const replaced = text.replaceAll(
    new RegExp(`#?(${PATTERN.source})`, 'g'),
    (whole, id: string) => known.get(id) ?? whole,
  )
  return replaced === text ? value : (JSON.parse(replaced) as T)
}
