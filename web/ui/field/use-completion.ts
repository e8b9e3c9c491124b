import { useEffect, useRef, useState } from 'react'
import type { Person } from './addresses.ts'

export type Completion = {
  open: boolean
  people: readonly Person[]
  index: number
  chosen: Person | undefined
  move: (step: number) => void
  close: () => void
}

/** Asks for people as the text grows. Those already in the field are left out. */
export function useCompletion(
  text: string,
  find: (text: string) => Promise<readonly Person[]>,
  taken: readonly Person[],
): Completion {
  const [found, setFound] = useState<readonly Person[]>([])
  const [index, setIndex] = useState(0)
  const ask = useRef(find)
  ask.current = find

  useEffect(() => {
    let current = true
    setIndex(0)
    if (text.trim() === '') setFound([])
    else
      ask.current(text.trim()).then(
        people => current && setFound(people),
        // Completion is a courtesy: offline, one types the address whole.
        () => current && setFound([]),
      )
    return () => {
      current = false
    }
  }, [text])

  const addresses = new Set(taken.map(person => person.address.toLowerCase()))
  const people = found.filter(person => !addresses.has(person.address.toLowerCase())).slice(0, 8)
  const open = people.length > 0
  return {
    open,
    people,
    index,
    chosen: open ? people[index] : undefined,
    move: step => setIndex((index + step + people.length) % people.length),
    close: () => setFound([]),
  }
}
