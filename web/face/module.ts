import type { ComponentType, ReactNode } from 'react'
import type { Descriptor, RecordOf } from '../../lib/descriptor.ts'
import type { FilterTree } from '../../lib/filter.ts'
import type { JsonObject } from '../../wire/jmap/json.ts'

import type { NearFilters } from '../sync/catalogue.ts'
import type { Change } from '../sync/change.ts'

import type { Refusal } from '../sync/writes.ts'

import type { Icon, Verb } from '../ui/index.ts'
import type { Who } from './scope.ts'

/**
 * What a module shows on the web, exported by its `web/module.ts`. Plain data and components; nothing happens when it is imported, and `Screen` is
 * lazy, so that the words and icons of a module cost little to who never opens it:
 *
 *   export const notesWeb: WebModule = {
 *     name: 'notes', capability: NOTES, path: '/notes', order: 60,
 *     label: () => translate(notesTexts)('notes'), icon: IconNotes,
 *     descriptors: [note], Screen: lazy(() => import('./screen.tsx')),
 *   }
 */
export interface WebModule {
  readonly name: string
  /** The module is there when the session has an account for it. */
  readonly capability: string
  /** Where it lives; it owns every path below. */
  readonly path: `/${string}`
  /** In the present language. */
  readonly label: () => string
  readonly icon: Icon
  /** Place in the rail, smallest first: mail 10, calendar 20, contacts 30, chat 40, drive 50, notes 60, admin 90. */
  readonly order: number
  /** The second key of « g … », that goes to the module. */
  readonly goKey?: string
  /** The types that the module adds to the client. */
  readonly descriptors: readonly Descriptor[]
  /** Properties that its lists show, by type; all of them when left out. */
  readonly listed?: Readonly<Record<string, readonly string[]>>
  /** How its searches are guessed out of reach of the server, by type. */
  readonly near?: Readonly<Record<string, NearFilters>>
  /** Types without records, of which the client tells when they move. */
  readonly told?: readonly string[]
  /** All that is right of the rail: a `Frame` with places and panes. Default export of a file of its own, lazy. */
  readonly Screen: ComponentType
  /** Further condition for showing it: administration asks for a role. */
  readonly isFor?: (who: Who) => boolean
  /** A hook: what waits to be seen, drawn as a number in the rail. */
  readonly useBadge?: () => number
  readonly search?: readonly AnySearched[]
  /** A hook: news for this person alone, shown beside what was shared with them. */
  readonly useNotices?: () => readonly ModuleNotice[]
  /** Where one of its records is shown, for links from elsewhere (« a partagé avec vous… »). */
  readonly linkTo?: (type: string, id: string, accountId: string) => string | null
  /** A hook: what can be started from anywhere (« Nouveau message »); a `shortcut` of theirs works everywhere. */
  readonly useVerbs?: () => readonly Verb[]
  /** Stands over every screen, whatever the module shown: the windows of the composer. */
  readonly Overlay?: ComponentType
  /** Whether the module itself says what became of something that the server refused; the frame does otherwise. */
  readonly tells?: (refusal: Refusal) => boolean
  /** The person signs out: lets go of what it holds of theirs outside of the client. */
  readonly forget?: () => void
  /** Pages that it adds to the settings. */
  readonly settings?: readonly SettingsPage[]
}

/** One piece of news. */
export interface ModuleNotice {
  readonly id: string
  readonly at: string
  readonly icon: Icon
  readonly words: string
  readonly href: string
  /** What takes it away. */
  readonly change: Change
  readonly dismiss: () => void
}

export interface SettingsPage {
  /** Last part of its path: /settings/signatures. */
  readonly id: string
  readonly label: () => string
  readonly icon: Icon
  /** What the pane holds, under the title: usually a `Form`. */
  readonly Page: ComponentType
}

/** How records of one type are found and shown in the one field that searches everywhere. */
export interface Searched<D extends Descriptor = Descriptor> {
  readonly descriptor: D
  /** Heading of its hits: « Courriels ». */
  readonly label: () => string
  /** `{ text }` when left out. */
  readonly filter?: (text: string) => FilterTree
  /** Arguments of the type's own, such as `{ collapseThreads: true }`. */
  readonly extra?: JsonObject
  hit(record: RecordOf<D>): SearchHit
  /** The module's own list with this question: « Tout chercher dans Courriel ». */
  readonly all?: (text: string) => string
}

export interface SearchHit {
  readonly title: string
  readonly detail?: string | undefined
  readonly when?: string | undefined
  /** An icon or an avatar. */
  readonly mark: ReactNode
  readonly href: string
}

/** `Searched` of any type: `hit` is given records of its own descriptor only. */
export interface AnySearched extends Omit<Searched, 'hit'> {
  hit(record: JsonObject & { readonly id: string }): SearchHit
}

/** Ties `hit` to the descriptor's type of record. */
export const searched = <D extends Descriptor>(how: Searched<D>): AnySearched => how as unknown as AnySearched
