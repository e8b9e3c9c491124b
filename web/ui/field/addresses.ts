/** Someone that a field may hold; without a name when only an address was typed. */
export type Person = { name: string; address: string; note?: string | undefined; photo?: string | undefined }

/** Reads what people paste: one per line, commas, semicolons, `Nom <adresse>`, "Nom, Prénom" <adresse>. */
export function readPeople(text: string): Person[] {
  return split(text)
    .map(readPerson)
    .filter(person => person.address !== '')
}

export function isAddress(text: string): boolean {
  return /^[^\s@<>(),;:"[\]]+@[^\s@<>(),;:"[\]]+\.[^\s@<>(),;:"[\].]+$/.test(text)
}

export function writePerson({ name, address }: Person): string {
  if (!name) return address
  const safe = /[",;<>@]/.test(name) ? `"${name.replace(/["\\]/g, '\\$&')}"` : name
  return `${safe} <${address}>`
}

function split(text: string): string[] {
  return text.match(/(?:"(?:\\.|[^"\\])*"|<[^>]*>|[^,;\n])+/g) ?? []
}

function readPerson(text: string): Person {
  const [, name = '', address = text] = /^(.*?)<([^>]*)>\s*$/s.exec(text.trim()) ?? []
  return { name: unquoted(name.trim()), address: address.trim().replace(/^mailto:/i, '') }
}

function unquoted(name: string): string {
  const inner = /^"(.*)"$/s.exec(name)?.[1]
  return inner === undefined ? name : inner.replace(/\\(.)/g, '$1')
}
