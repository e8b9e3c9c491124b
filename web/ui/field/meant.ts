import { fold } from '../../../lib/filter.ts'
import { isAddress, type Person } from './addresses.ts'

/** Of people who were found for a text that was shorter, or another, those whom the text of now may mean. */
export function stillMeant(people: readonly Person[], text: string): readonly Person[] {
  const words = fold(text.trim()).split(/\s+/)
  return people.filter(({ name, address, note }) => {
    const known = fold(`${name} ${address} ${note ?? ''}`)
    return words.every(word => known.includes(word))
  })
}

/** Whom Enter takes before anybody was pointed at: an address that is typed whole means nobody else. */
export function meantFirst(people: readonly Person[], text: string): number {
  const typed = text
    .toLowerCase()
    .replace(/[\s,;]+$/, '')
    .trim()
  return isAddress(typed) ? people.findIndex(({ address }) => address.toLowerCase() === typed) : 0
}
