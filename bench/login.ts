export interface Login {
  readonly address: string
  readonly password: string
}

/** One whose inbox is full before the measurement begins. */
export interface Reader extends Login {
  readonly emails: number
}

export const DOMAIN = 'bench.example'
const PASSWORD = 'halle canal beffroi'

const login = (name: string): Login => ({ address: `${name}@${DOMAIN}`, password: PASSWORD })

export const smallReader: Reader = { ...login('reader1k'), emails: 1_000 }
export const reader: Reader = { ...login('reader'), emails: 100_000 }
export const largeReader: Reader = { ...login('reader1m'), emails: 1_000_000 }

/** Who has much, and ten who receive: the same names on every server. */
export const receivers: readonly Login[] = Array.from({ length: 10 }, (_, n) => login(`receiver${n}`))
/** In whose inbox many programs are at once. */
export const mixer: Login = login('mixer')
/** Each of whom listens on many connections. */
export const listeners: readonly Login[] = Array.from({ length: 20 }, (_, n) => login(`listener${n}`))
export const everyone = [reader, ...receivers, mixer, ...listeners]
