import { unzipSync } from 'fflate'
import type { Fault } from './document.ts'

/** Why a file gives no text. */
export class Unreadable extends Error {
  readonly reason: Fault

  constructor(reason: Fault, message: string) {
    super(message)
    this.reason = reason
  }
}

const MAX_ENTRIES = 10_000
/** Of all entries that are read of one file, whatever the archive says that they hold. */
export const MAX_UNZIPPED = 64 * 1024 * 1024

/**
 * The entries of a ZIP. Each is unzipped when it is asked for, into as many bytes as the archive declares for it: one
 * that declares too many is refused before, and what an entry holds beyond its declaration is dropped.
 */
export class Archive {
  readonly names: readonly string[]
  readonly #bytes: Uint8Array
  #left = MAX_UNZIPPED

  constructor(bytes: Uint8Array) {
    if (isCompound(bytes)) throw new Unreadable(isEncryptedCompound(bytes) ? 'encrypted' : 'broken', 'no ZIP')
    const names: string[] = []
    unzipSync(bytes, {
      filter: ({ name }) => {
        if (names.push(name) > MAX_ENTRIES) throw new Unreadable('tooLarge', 'too many entries')
        return false
      },
    })
    this.#bytes = bytes
    this.names = names
  }

  /** The content of an entry; null where there is none of the name. */
  read(name: string): Uint8Array | null {
    const found = unzipSync(this.#bytes, {
      filter: entry => {
        if (entry.name !== name) return false
        if (entry.originalSize > this.#left) throw new Unreadable('tooLarge', 'it unzips to too much')
        this.#left -= entry.originalSize
        return true
      },
    })
    return found[name] ?? null
  }
}

/** Office wraps an encrypted file into the container of its old formats. [MS-OFFCRYPTO] §2.3.2 */
const isCompound = (bytes: Uint8Array): boolean => startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])

const isEncryptedCompound = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
    Buffer.from('EncryptedPackage', 'utf16le'),
  )

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, at) => bytes[at] === byte)
