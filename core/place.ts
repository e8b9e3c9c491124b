/** Where somebody comes from, as far as it tells one from another: one subscriber holds a whole /64 of IPv6. */
export function placeOf(ip: string): string {
  if (ip.includes('.')) return ip.replace(/^::ffff:/i, '')
  if (!ip.includes(':')) return ip
  const [head = '', tail = ''] = ip.split('::')
  const left = head.split(':').filter(group => group !== '')
  const right = tail.split(':').filter(group => group !== '')
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0')
  return [...left, ...zeros, ...right].slice(0, 4).join(':')
}
