import { type Ground, type LiveQuestion, type Present, readLiveAnswer } from '../../wire/jmap/live.ts'

const FIRST_PAUSE_MS = 1_000
const LAST_PAUSE_MS = 15_000
const NOBODY: readonly Present[] = []

interface Place {
  readonly ground: Ground
  present: readonly Present[]
  /** The record that one is at oneself. */
  at: string | null
  readonly listeners: Set<() => void>
}

/**
 * Who is at which record right now, over one WebSocket that is open for as long as somebody asks. When it is lost nobody
 * is shown, and it is opened again with all that was asked for.
 */
export class LiveLine {
  readonly #open: () => WebSocket
  readonly #places = new Map<string, Place>()
  #socket: WebSocket | null = null
  #timer: ReturnType<typeof setTimeout> | null = null
  #pause = FIRST_PAUSE_MS

  constructor(open: () => WebSocket) {
    this.#open = open
  }

  present(ground: Ground): readonly Present[] {
    return this.#places.get(keyOf(ground))?.present ?? NOBODY
  }

  /** Follows who is there; returns how to stop. */
  watch(ground: Ground, listener: () => void): () => void {
    const place = this.#places.get(keyOf(ground)) ?? this.#join(ground)
    place.listeners.add(listener)
    return () => {
      place.listeners.delete(listener)
      if (place.listeners.size === 0) this.#leave(place)
    }
  }

  /** Says where one is oneself, on a ground that is watched. */
  putAt(ground: Ground, id: string | null): void {
    const place = this.#places.get(keyOf(ground))
    if (!place || place.at === id) return
    place.at = id
    this.#say({ '@type': 'At', ...ground, id })
  }

  /** The server is out of reach: the socket is dead, though it may look open for minutes. */
  lose(): void {
    this.#socket?.close()
    this.#closed(this.#socket)
  }

  #join(ground: Ground): Place {
    const place: Place = { ground, present: NOBODY, at: null, listeners: new Set() }
    this.#places.set(keyOf(ground), place)
    if (this.#socket) this.#say({ '@type': 'Join', ...ground })
    else this.#connect()
    return place
  }

  #leave(place: Place): void {
    this.#places.delete(keyOf(place.ground))
    this.#say({ '@type': 'Leave', ...place.ground })
    if (this.#places.size > 0) return
    this.#socket?.close()
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  #say(question: LiveQuestion): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(question))
  }

  #connect(): void {
    if (this.#socket || this.#timer !== null) return
    const socket = this.#open()
    this.#socket = socket
    socket.addEventListener('open', () => this.#opened())
    socket.addEventListener('message', event => this.#hear(String(event.data)))
    socket.addEventListener('close', () => this.#closed(socket))
  }

  #opened(): void {
    this.#pause = FIRST_PAUSE_MS
    for (const { ground, at } of this.#places.values()) {
      this.#say({ '@type': 'Join', ...ground })
      if (at !== null) this.#say({ '@type': 'At', ...ground, id: at })
    }
  }

  #hear(text: string): void {
    const answer = readLiveAnswer(JSON.parse(text))
    const place = this.#places.get(keyOf(answer))
    if (place) this.#show(place, answer['@type'] === 'Present' ? answer.present : NOBODY)
  }

  #show(place: Place, present: readonly Present[]): void {
    place.present = present
    for (const listener of place.listeners) listener()
  }

  #closed(socket: WebSocket | null): void {
    if (socket === null || this.#socket !== socket) return
    this.#socket = null
    for (const place of this.#places.values()) this.#show(place, NOBODY)
    if (this.#places.size === 0) return
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.#connect()
    }, this.#pause)
    this.#pause = Math.min(this.#pause * 2, LAST_PAUSE_MS)
  }
}

const keyOf = ({ accountId, type }: Ground): string => `${accountId} ${type}`
