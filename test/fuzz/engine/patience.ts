/** Throws when work on an input takes longer, by the time that its thread was running: others may be busy too. */
export function within(milliseconds: number, input: Buffer, work: () => void): void {
  const start = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(start)
  const taken = (user + system) / 1000
  if (taken > milliseconds) throw new Error(`${input.length} octets took ${Math.round(taken)} ms`)
}
