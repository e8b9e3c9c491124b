import { IconArrowRight, IconClockSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { fold } from '../../../lib/filter.ts'
import { useNavigateTo, useWho, type WebModule } from '../../../web/face.ts'
import { useT } from '../../../web/i18n/index.ts'
import { type Hit, type HitGroup, type Icon, SearchField, stroke, type Verb } from '../../../web/ui/index.ts'
import type { Found } from './find.ts'
import { keepSearch, recentSearches } from './recent-searches.ts'
import { shellTexts } from './texts.ts'
import { useFound } from './use-found.ts'

type Props = { modules: readonly WebModule[]; verbsOf: (module: string) => readonly Verb[] }

/** What happens when a hit is picked; the field keeps it beside what it shows. */
type Choice = Hit & { run: () => void }
type Choices = { label: string; hits: readonly Choice[] }

/** One field for everything: what people keep, where one can go, what one can start. */
export function GlobalSearch({ modules, verbsOf }: Props) {
  const t = useT(shellTexts)
  const { address } = useWho()
  const navigate = useNavigateTo()
  const [written, setWritten] = useState('')
  const text = written.trim()
  const { found, waiting, failed } = useFound(modules, text)

  const go = (href: string) => () => {
    if (text !== '') keepSearch(address, text)
    setWritten('')
    navigate(href)
  }
  const start = (verb: Verb) => () => {
    setWritten('')
    verb.onRun()
  }

  const groups: Choices[] =
    text === ''
      ? [
          {
            label: t('search.recent'),
            hits: recentSearches(address).map(recent => recentChoice(recent, setWritten)),
          },
        ]
      : [
          { label: t('search.places'), hits: placesFor(text, modules, verbsOf, go, start) },
          ...found.map(foundGroup),
        ]

  function foundGroup({ module, searched, hits }: Found): Choices {
    const shown: Choice[] = hits.map(({ href, ...hit }) => ({ ...hit, run: go(href) }))
    const all = searched.all?.(text)
    if (all === undefined || hits.length === 0) return { label: searched.label(), hits: shown }
    const title = t('search.all', { module: module.label() })
    const rest = { id: `all-${searched.descriptor.name}`, title, mark: markOf(IconArrowRight), run: go(all) }
    return { label: searched.label(), hits: [...shown, rest] }
  }

  /** Enter alone: the list of the first module that has one. */
  const submit = (): void => {
    const first = modules.flatMap(module => module.search ?? []).find(searched => searched.all)
    if (first?.all) go(first.all(text))()
  }

  return (
    <SearchField
      text={written}
      onText={setWritten}
      groups={groups.filter(group => group.hits.length > 0) satisfies readonly HitGroup[]}
      waiting={waiting || failed}
      onPick={hit =>
        groups
          .flatMap(group => group.hits)
          .find(choice => choice.id === hit.id)
          ?.run()
      }
      onSubmit={submit}
    />
  )
}

const markOf = (Glyph: Icon) => <Glyph size={19} stroke={stroke} aria-hidden="true" />

const recentChoice = (recent: string, write: (text: string) => void): Choice => ({
  id: `recent-${recent}`,
  title: recent,
  mark: markOf(IconClockSearch),
  run: () => write(recent),
})

function placesFor(
  text: string,
  modules: readonly WebModule[],
  verbsOf: Props['verbsOf'],
  go: (href: string) => () => void,
  start: (verb: Verb) => () => void,
): Choice[] {
  const wanted = fold(text)
  const places = modules.flatMap(({ name, label, path, icon }) => [
    { id: `place-${name}`, title: label(), mark: markOf(icon), run: go(path) },
    ...verbsOf(name).map(verb => ({
      id: `verb-${name}-${verb.id}`,
      title: verb.label,
      mark: markOf(verb.icon ?? icon),
      run: start(verb),
    })),
  ])
  return places.filter(({ title }) =>
    fold(title)
      .split(/\s+/)
      .some(word => word.startsWith(wanted)),
  )
}
