/** How long a line may be silent; milliseconds. */
export interface Silence {
  /** Nobody waits for anything: then the line is tried. */
  readonly idle: number
  /** Something was asked: then the line is tried. */
  readonly asked: number
  /** The line is being tried, or opened: then it is dead. */
  readonly tried: number
}

/** Death is seen within a quarter of a minute of a doing, within three quarters of one when nothing is done. */
export const SILENCE: Silence = { idle: 30_000, asked: 5_000, tried: 10_000 }

/**
 * Feels whether a line is alive. A network that goes without a word (a laptop that slept, a cable pulled, a train in a
 * tunnel) leaves a socket open for minutes, and a page cannot see the pings below it.
 */
export class Pulse {
  readonly #silence: Silence
  readonly #line: { tryIt(): void; giveUp(): void }
  #timer: ReturnType<typeof setTimeout> | null = null
  #waitsFor: keyof Silence = 'tried'

  /** The line is being opened. */
  constructor(silence: Silence, line: { tryIt(): void; giveUp(): void }) {
    this.#silence = silence
    this.#line = line
    this.#wait('tried', line.giveUp)
  }

  /** Something came. */
  heard(): void {
    this.#wait('idle', () => this.check())
  }

  /** Something was asked, and is to be answered. */
  asked(): void {
    if (this.#waitsFor === 'idle') this.#wait('asked', () => this.check())
  }

  /** Tries the line now. */
  check(): void {
    if (this.#waitsFor === 'tried') return
    this.#wait('tried', this.#line.giveUp)
    this.#line.tryIt()
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
  }

  #wait(what: keyof Silence, end: () => void): void {
    this.stop()
    this.#waitsFor = what
    this.#timer = setTimeout(end, this.#silence[what])
  }
}
