/** What is said, how loud, and in which form. One line an entry, always to stderr: stdout belongs to scripts. */
export const levels = ['debug', 'info', 'warn', 'error'] as const
export type Level = (typeof levels)[number]
export type Fields = Readonly<Record<string, unknown>>

export interface Log {
  debug(message: string, fields?: Fields): void
  info(message: string, fields?: Fields): void
  warn(message: string, fields?: Fields): void
  error(message: string, fields?: Fields): void
  /** The same log with fields that every entry will carry. */
  with(fields: Fields): Log
}

export interface LogOptions {
  level?: Level
  form?: 'text' | 'json'
  fields?: Fields
  write?: (line: string) => void
}

export function openLog(options: LogOptions = {}): Log {
  const { level = 'info', form = 'text', fields: always = {}, write = writeToStderr } = options
  const threshold = levels.indexOf(level)
  const line = form === 'json' ? jsonLine : textLine
  const at =
    (entry: Level) =>
    (message: string, fields: Fields = {}) => {
      if (levels.indexOf(entry) >= threshold) write(line(entry, message, { ...always, ...fields }))
    }
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    with: fields => openLog({ ...options, fields: { ...always, ...fields } }),
  }
}

function writeToStderr(line: string) {
  process.stderr.write(line)
}

function jsonLine(level: Level, message: string, fields: Fields): string {
  const entry = { at: new Date().toISOString(), level, message, ...fields }
  return JSON.stringify(entry, (_, value) => readable(value)) + '\n'
}

function textLine(level: Level, message: string, fields: Fields): string {
  const said = Object.entries(fields).map(([name, value]) => ` ${name}=${textOf(value)}`)
  return `${new Date().toISOString()} ${level.padEnd(5)} ${oneLine(message)}${said.join('')}\n`
}

function textOf(value: unknown): string {
  if (value instanceof Error) return `\n  ${value.stack ?? value.message}`
  const text = typeof value === 'string' ? value : JSON.stringify(value, (_, it) => readable(it))
  return /^[^\s"=\p{C}]+$/u.test(text ?? '') ? text : JSON.stringify(text ?? null)
}

function readable(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value)
  return value instanceof Error ? { name: value.name, message: value.message, stack: value.stack } : value
}

// What strangers send ends up in messages: it may neither begin a line of its own nor colour a terminal.
function oneLine(message: string): string {
  return message.replace(/\p{Cc}/gu, found => JSON.stringify(found).slice(1, -1))
}
