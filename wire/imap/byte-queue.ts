/**
 * Bytes received and not yet read, as the chunks they came in. Each byte is looked at once for the end of
 * its line and copied at most once, even when a peer sends one byte per packet.
 */
export class ByteQueue {
  size = 0
  private chunks: Buffer[] = []
  /** Leading chunks known to hold no LF, and their bytes. */
  private scannedChunks = 0
  private scannedBytes = 0

  push(chunk: Buffer): void {
    if (chunk.length === 0) return
    this.chunks.push(chunk)
    this.size += chunk.length
  }

  /** Length of the first line with its LF, or undefined until that LF comes. */
  lineLength(): number | undefined {
    for (;;) {
      const chunk = this.chunks[this.scannedChunks]
      if (!chunk) return undefined
      const at = chunk.indexOf(0x0a)
      if (at >= 0) return this.scannedBytes + at + 1
      this.scannedChunks++
      this.scannedBytes += chunk.length
    }
  }

  /** Removes the first `count` bytes, of which there must be enough. */
  take(count: number): Buffer {
    const taken: Buffer[] = []
    let whole = 0
    let left = count
    while (left > 0) {
      const chunk = this.chunks[whole]!
      if (chunk.length > left) {
        taken.push(chunk.subarray(0, left))
        this.chunks[whole] = chunk.subarray(left)
        break
      }
      taken.push(chunk)
      left -= chunk.length
      whole++
    }
    this.chunks.splice(0, whole)
    this.size -= count
    this.scannedChunks = 0
    this.scannedBytes = 0
    return taken.length === 1 ? taken[0]! : Buffer.concat(taken, count)
  }

  /** Removes at most `count` bytes, without joining chunks. */
  takeSome(count: number): Buffer {
    return this.take(Math.min(count, this.chunks[0]?.length ?? 0))
  }
}
