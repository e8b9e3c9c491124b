export interface PlainCredentials {
  /** Whom to act as; empty for oneself. */
  readonly authorize: string
  readonly user: string
  readonly password: string
}

/** RFC 4616 §2: `[authzid] NUL authcid NUL passwd` */
export function readPlain(response: Buffer): PlainCredentials | undefined {
  const [authorize, user, password, ...rest] = response.toString('utf8').split('\0')
  if (!user || password === undefined || rest.length > 0) return undefined
  return { authorize: authorize!, user, password }
}

export function writePlain({ authorize, user, password }: PlainCredentials): Buffer {
  return Buffer.from([authorize, user, password].join('\0'))
}
