import type { Config } from './config.ts'

interface Rule {
  says: string
  holds: (config: Config) => boolean
}

/** What must agree between several keys. */
export const rules: readonly Rule[] = [
  {
    says: 'blobs.store is s3, so blobs.s3 needs endpoint, bucket, accessKey and secretKey',
    holds: ({ blobs: { store, s3 } }) =>
      store !== 's3' || [s3.endpoint, s3.bucket, s3.accessKey, s3.secretKey].every(given => given !== null),
  },
  {
    says: 'signals.kind is nats, so signals.natsUrl must say where the server is',
    holds: ({ signals }) => signals.kind !== 'nats' || signals.natsUrl !== null,
  },
  {
    says: 'smarthost.user and smarthost.password go together, and need smarthost.host',
    holds: ({ smarthost: { host, user, password } }) =>
      (user === null) === (password === null) && (user === null || host !== null),
  },
  {
    says: 'tls.cert and tls.key go together',
    holds: ({ tls }) => (tls.cert === null) === (tls.key === null),
  },
  {
    says: 'acme.enabled needs acme.directory and hostname, and no tls.cert',
    holds: ({ acme, hostname, tls }) =>
      !acme.enabled || (acme.directory !== null && hostname !== null && tls.cert === null),
  },
]
