import { useEffect, useRef, useState } from 'react'
import type { Person } from './addresses.ts'
import { meantFirst, stillMeant } from './meant.ts'

export type Completion = {
  open: boolean
  /** Who may be meant by the text of now is not known yet. */
  waiting: boolean
  people: readonly Person[]
  /** -1 while nobody is pointed at. */
  index: number
  chosen: Person | undefined
  move: (step: number) => void
  close: () => void
}

const NOBODY: { readonly asked: string; readonly people: readonly Person[] } = { asked: '', people: [] }

/** Asks for people as the text grows. Those already in the field are left out. */
export function useCompletion(
  text: string,
  find: (text: string) => Promise<readonly Person[]>,
  taken: readonly Person[],
): Completion {
  const [found, setFound] = useState(NOBODY)
  const [pointed, point] = useState<number | null>(null)
  const ask = useRef(find)
  ask.current = find

  useEffect(() => {
    let current = true
    const asked = text.trim()
    point(null)
    if (asked === '') setFound(NOBODY)
    else
      ask.current(asked).then(
        people => current && setFound({ asked, people }),
        // Completion is a courtesy: offline, one types the address whole.
        () => current && setFound({ asked, people: [] }),
      )
    return () => {
      current = false
    }
  }, [text])

  const addresses = new Set(taken.map(person => person.address.toLowerCase()))
  const meant = found.asked === text.trim() ? found.people : stillMeant(found.people, text)
  const people = meant.filter(person => !addresses.has(person.address.toLowerCase())).slice(0, 8)
  const open = people.length > 0
  const index = pointed ?? meantFirst(people, text)
  return {
    open,
    waiting: found.asked !== text.trim(),
    people,
    index,
    chosen: open ? people[index] : undefined,
    move: step => point((Math.max(index, step > 0 ? -1 : 0) + step + people.length) % people.length),
    close: () => setFound({ asked: text.trim(), people: [] }),
  }
}
