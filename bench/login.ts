export interface Login {
  readonly address: string
  readonly password: string
}

export const DOMAIN = 'bench.example'
const PASSWORD = 'halle canal beffroi'

/** One who has much, and ten who receive: the same names on every server. */
export const reader: Login = { address: `reader@${DOMAIN}`, password: PASSWORD }
export const receivers: readonly Login[] = Array.from({ length: 10 }, (_, n) => ({
  address: `receiver${n}@${DOMAIN}`,
  password: PASSWORD,
}))
export const everyone = [reader, ...receivers]
