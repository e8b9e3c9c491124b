import { useEffect } from 'react'
import './highlight.css'

const NAME = 'mail-found'

/**
 * Marks words in the rows of the list without touching them: the browser paints ranges of their text. Where it cannot
 * (older Firefox), the rows are plain.
 */
export function useHighlight(words: ReadonlySet<string> | null, count: number): void {
  useEffect(() => {
    if (!words || words.size === 0 || !('highlights' in CSS)) return
    const grid = document.querySelector('[role="grid"]')
    if (!grid) return
    const pattern = new RegExp([...words].map(escapeWord).join('|'), 'gi')
    const paint = () => CSS.highlights.set(NAME, new Highlight(...rangesIn(grid, pattern)))
    paint()
    const observer = new MutationObserver(paint)
    observer.observe(grid, { childList: true, subtree: true, characterData: true })
    return () => {
      observer.disconnect()
      CSS.highlights.delete(NAME)
    }
  }, [words, count])
}

function rangesIn(root: Element, pattern: RegExp): Range[] {
  const ranges: Range[] = []
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    for (const match of (node.nodeValue ?? '').matchAll(pattern)) {
      const range = new Range()
      range.setStart(node, match.index)
      range.setEnd(node, match.index + match[0].length)
      ranges.push(range)
    }
  return ranges
}

const escapeWord = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
