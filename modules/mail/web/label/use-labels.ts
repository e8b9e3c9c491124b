import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { collatorOf, useLanguage } from '../../../../web/i18n/index.ts'
import { keepLabels, readLabels } from './kept-labels.ts'
import { isLabelKeyword, type Label, labelOf } from './label.ts'

export interface Labels {
  readonly all: readonly Label[]
  readonly of: (keywords: Readonly<Record<string, true>>) => readonly Label[]
  readonly keep: (label: Label) => void
  readonly drop: (keyword: string) => void
}

/** One for all screens of an account; the lists of emails add what they come across. */
class LabelShelf {
  #labels: readonly Label[]
  readonly #accountId: string
  readonly #listeners = new Set<() => void>()

  constructor(accountId: string) {
    this.#accountId = accountId
    this.#labels = readLabels(accountId)
  }

  readonly current = (): readonly Label[] => this.#labels

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  set(labels: readonly Label[]): void {
    this.#labels = labels
    keepLabels(this.#accountId, labels)
    for (const listener of this.#listeners) listener()
  }
}

const shelves = new Map<string, LabelShelf>()

function shelfOf(accountId: string): LabelShelf {
  const shelf = shelves.get(accountId) ?? new LabelShelf(accountId)
  shelves.set(accountId, shelf)
  return shelf
}

export function useLabels(accountId: string): Labels {
  const language = useLanguage()
  const shelf = shelfOf(accountId)
  const labels = useSyncExternalStore(shelf.subscribe, shelf.current)
  const keep = useCallback(
    (label: Label) => shelf.set([...shelf.current().filter(other => other.keyword !== label.keyword), label]),
    [shelf],
  )
  const drop = useCallback(
    (keyword: string) => shelf.set(shelf.current().filter(label => label.keyword !== keyword)),
    [shelf],
  )
  return useMemo(() => {
    const collator = collatorOf(language)
    const known = new Map(labels.map(label => [label.keyword, label]))
    const inOrder = (some: readonly Label[]) => some.toSorted((a, b) => collator.compare(a.name, b.name))
    return {
      all: labels,
      of: keywords =>
        inOrder(
          Object.keys(keywords)
            .filter(isLabelKeyword)
            .map(keyword => known.get(keyword) ?? labelOf(keyword)),
        ),
      keep,
      drop,
    }
  }, [labels, language, keep, drop])
}

/** Keywords that emails carry and that no label names yet become labels. */
export function meetKeywords(accountId: string, keywords: Iterable<string>): void {
  const shelf = shelfOf(accountId)
  const known = new Set(shelf.current().map(label => label.keyword))
  const met = [...new Set(keywords)].filter(keyword => isLabelKeyword(keyword) && !known.has(keyword))
  if (met.length > 0) shelf.set([...shelf.current(), ...met.map(labelOf)])
}
