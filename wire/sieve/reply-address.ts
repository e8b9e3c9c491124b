/** Whether a message may be sent there: one address, without a name, in a domain. RFC 5321 §4.1.2 */
export function isDeliverable(address: string): boolean {
  const match = /^(?:[^\s"(),:;<>@[\\\]\0-\x1f\x7f]+|"(?:[^"\\\r\n\0]|\\[^\r\n\0])*")@([^\s@]+)$/u.exec(
    address,
  )
  if (!match || address.length > MAX_ADDRESS) return false
  const [local] = address.split('@')
  if (/^\.|\.\.|\.$/.test(local!)) return false
  return /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}_-]*[\p{L}\p{N}])?)(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}_-]*[\p{L}\p{N}])?)*$|^\[[\w.:]+\]$/u.test(
    match[1]!,
  )
}

/** RFC 5321 §4.5.3.1.3, without its angle brackets. */
const MAX_ADDRESS = 254
