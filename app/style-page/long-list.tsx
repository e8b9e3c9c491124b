import { useCallback, useMemo, useState } from 'react'
import { List, noSelection, Pane, PaneHeader, type Selection, type Source } from '../../web/ui/index.ts'
import { Frame } from './frame.tsx'
import { threadFace } from './mail-face.tsx'
import { type SampleThread, sampleThreads } from './sample-mail.ts'

const total = 100_000
const pageSize = 50
/** As slow as a server on the other side of a bad line. */
const answerTime = 300

/** A hundred thousand rows of which only the pages asked for ever come. */
export function LongList() {
  const source = useSlowSource()
  const [openId, setOpenId] = useState('')
  const [selection, setSelection] = useState<Selection>(noSelection)
  return (
    <Frame current="chat" side={null}>
      <Pane label="Longue liste">
        <PaneHeader title="Longue liste" count={total} end={<span>{selection.chosen.size}</span>} />
        <List
          label="Messages"
          source={source}
          face={threadFace}
          openId={openId}
          onOpen={setOpenId}
          selection={selection}
          onSelect={setSelection}
          empty={null}
        />
      </Pane>
    </Frame>
  )
}

function useSlowSource(): Source<SampleThread> {
  const [pages, setPages] = useState<ReadonlyMap<number, readonly SampleThread[]>>(new Map())
  const [asked] = useState(() => new Set<number>())
  const need = useCallback(
    (from: number, to: number) => {
      for (let page = Math.floor(from / pageSize); page <= Math.floor(to / pageSize); page++) {
        if (asked.has(page)) continue
        asked.add(page)
        setTimeout(() => setPages(known => new Map(known).set(page, pageOf(page))), answerTime)
      }
    },
    [asked],
  )
  return useMemo(
    () => ({
      total,
      at: index => pages.get(Math.floor(index / pageSize))?.[index % pageSize] ?? 'loading',
      need,
    }),
    [pages, need],
  )
}

function pageOf(page: number): readonly SampleThread[] {
  return Array.from({ length: pageSize }, (_, offset) => {
    const index = page * pageSize + offset
    const thread = sampleThreads[index % sampleThreads.length] as SampleThread
    return { ...thread, id: `row${index}`, from: `${thread.from} ${index + 1}`, unread: index % 5 === 0 }
  })
}
