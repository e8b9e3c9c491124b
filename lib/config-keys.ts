import {
  choice,
  choices,
  flag,
  integer,
  port,
  secret,
  share,
  size,
  text,
  texts,
  url,
} from './config-kinds.ts'
import { levels } from './log.ts'

/** Every key, in the order of the document. The name of its variable follows from its path: BASTIDE_HTTP_PORT. */
export const keys = {
  data: text('./data', {
    doc: 'The folder that holds everything that is kept, and the file itself unless `BASTIDE_CONFIG` names another.',
  }),
  host: text('127.0.0.1', {
    doc: 'The address on which every port listens. `0.0.0.0` or `::` for all of them.',
  }),
  publicUrl: url(['http', 'https'], {
    doc: 'The address that people type, when a proxy or a port translation stands before the server. By default the one that it listens on.',
  }),
  hostname: text(null, {
    doc: 'The name by which the server presents itself to other mail servers. By default the name of the machine.',
  }),
  roles: choices(['web', 'mx', 'imap', 'jobs'], {
    doc: 'What this process does. Several processes on one database may share the work.',
  }),
  workers: integer(0, 64, 0, {
    doc: 'How many processes of this server open its doors (all roles but `jobs`). 0: one for every two cores, from four cores on and at most eight, with 2 GB of memory each; below, one process does everything.',
  }),
  secret: secret({
    doc: 'What closes keys that are kept in the database. By default a file `secret.key` in the data folder; several servers on one database need the same.',
  }),
  http: {
    port: port(8080, 'The web app, JMAP and the other doors over HTTP.'),
    trustedProxies: texts([], { doc: 'Addresses of proxies whose `X-Forwarded-For` is believed.' }),
    hstsDays: integer(0, 3650, 365, {
      doc: 'For how many days a browser that came by https (told by a trusted proxy, or by `publicUrl`) comes back by https alone. 0: this is not asked of it.',
    }),
  },
  smtp: { port: port(2525, 'Reception of mail from other servers (25 in production).') },
  submission: { port: port(2587, 'Mail from our own people, with STARTTLS (587 in production).') },
  submissions: { port: port(2465, 'Mail from our own people, with TLS from the start (465 in production).') },
  imap: { port: port(2143, 'IMAP with STARTTLS (143 in production).') },
  imaps: { port: port(2993, 'IMAP with TLS from the start (993 in production).') },
  managesieve: { port: port(2419, 'Mail filters from mail programs, with STARTTLS (4190 in production).') },
  databaseUrl: url(['postgres', 'postgresql'], {
    env: 'DATABASE_URL',
    secret: true,
    doc: 'A PostgreSQL of your own. By default the embedded one, under `data`.',
  }),
  database: {
    connections: integer(2, 500, 20, {
      doc: 'How many connections to the database one process opens at most.',
    }),
  },
  blobs: {
    store: choice(['database', 'directory', 's3'], 'directory', {
      doc: 'Where large contents live. Small ones always live in the database.',
    }),
    s3: {
      endpoint: url(['http', 'https'], { doc: 'The address of an S3-compatible store.' }),
      region: text('us-east-1', { doc: 'Its region.' }),
      bucket: text(null, { doc: 'The bucket, which must exist.' }),
      accessKey: text(null, { doc: 'The identifier of the key.' }),
      secretKey: secret({ doc: 'The key itself.' }),
    },
  },
  signals: {
    kind: choice(['postgres', 'nats'], 'postgres', {
      doc: 'How processes tell each other that something changed.',
    }),
    natsUrl: url(['nats', 'tls'], { secret: true, doc: 'The address of the NATS server.' }),
  },
  uploads: {
    bytes: size(2 * 2 ** 30, {
      doc: 'How much an account may upload within a day that no record holds. What is imported is held; what a letter encloses is copied into it.',
    }),
    count: integer(100, 10_000_000, 10_000, { doc: 'How many such files.' }),
  },
  mail: {
    maxSize: size(50 * 2 ** 20, { doc: 'The largest message that is accepted or sent.' }),
    recipientsPerDay: integer(1, 100_000_000, 10_000, {
      doc: 'To how many recipients one person may write in any twenty-four hours.',
    }),
  },
  junk: {
    threshold: integer(1, 1000, 5, {
      doc: 'The score from which a message goes to Junk. What gives and takes points is in `modules/mail/smtp/README.md`.',
    }),
    dnsbl: texts([], {
      doc: 'Zones of DNS that list senders of junk. None by default: asking one tells it who writes to us.',
    }),
  },
  rspamd: {
    url: url(['http', 'https'], {
      doc: 'The address of an Rspamd whose opinion counts. When it is down, mail arrives without it.',
    }),
  },
  clamav: {
    host: text(null, {
      doc: 'The host of a ClamAV (clamd) that looks at every message that arrives. When it is down, mail waits at its senders; so does what is larger than its `StreamMaxLength`, which must not be under `mail.maxSize`.',
    }),
    port: integer(1, 65535, 3310, { doc: 'Its port.' }),
  },
  smarthost: {
    host: text(null, {
      doc: 'The server that relays all outgoing mail. By default each destination’s own server is looked up.',
    }),
    port: integer(1, 65535, 587, { doc: 'Its port.' }),
    user: text(null, { doc: 'The name to log in with, if it wants one.' }),
    password: secret({ doc: 'The password that goes with it.' }),
  },
  outgoing: {
    allowPrivate: texts([], {
      doc: 'Hosts or networks that outgoing requests may reach although they are private. Everything else inside is out of their reach.',
    }),
    proxy: url(['http', 'https'], { secret: true, doc: 'A proxy through which all outgoing requests go.' }),
    dns: texts([], {
      doc: 'Name servers that are asked for records, as addresses with or without a port. By default those of the machine.',
    }),
  },
  tls: {
    cert: text(null, {
      doc: 'The PEM file of the certificate and its chain. By default a self-signed one is made.',
    }),
    key: text(null, { doc: 'The PEM file of its private key.' }),
  },
  acme: {
    enabled: flag(false, {
      doc: 'Obtain and renew the certificate of `hostname` by ACME. The process with the role web does, for its workers too; of several servers, only one may have it.',
    }),
    directory: url(['https', 'http'], { doc: 'The address of the authority’s directory.' }),
    email: text(null, { doc: 'Where the authority may write.' }),
  },
  demo: { scale: share(1, { doc: 'How much of the year’s mail `--demo` makes.' }) },
  log: {
    level: choice(levels, 'info', { doc: 'The least important entries to write.' }),
    form: choice(['text', 'json'], 'text', {
      doc: 'Text for people, or one JSON object a line for programs.',
    }),
  },
} as const
