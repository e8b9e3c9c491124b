// RFC 8601: what a server found out about who sent a message, in a field that stands above all that it speaks of.

/** Each result is a method with what it said: "spf=pass smtp.mailfrom=example.org". RFC 8601 §2.2 */
export function writeAuthenticationResults(serverId: string, results: readonly string[]): string {
  const said = results.length === 0 ? ['none'] : results
  return `Authentication-Results: ${[serverId, ...said.map(oneLine)].map(fold).join(';\r\n\t')}\r\n`
}

const WIDTH = 76

/** Breaks between words; a word of any length stays whole. */
function fold(text: string): string {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < WIDTH) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines.join('\r\n\t')
}

const oneLine = (text: string): string => text.replace(/[\p{Cc}\s]+/gu, ' ').trim()

/** In whose name a field speaks, in lower case; null where it says none. RFC 8601 §2.5 */
export function readServerId(value: string): string | null {
  const plain = withoutComments(value).trim()
  const id = /^"((?:[^"\\]|\\.)*)"|^([^\s;"]+)/.exec(plain)
  return (id?.[1]?.replace(/\\(.)/g, '$1') ?? id?.[2])?.toLowerCase() ?? null
}

/** Comments may nest, and hide anything from whoever does not look for them. RFC 5322 §3.2.2 */
function withoutComments(value: string): string {
  let depth = 0
  let plain = ''
  for (let i = 0; i < value.length; i++) {
    const letter = value[i]!
    if (letter === '\\') i++
    else if (letter === '(') depth++
    else if (letter === ')' && depth > 0) depth--
    else if (depth === 0) plain += letter
  }
  return plain
}
