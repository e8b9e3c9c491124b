/** A smaller input that still fails, by leaving out ever shorter pieces for as long as there is time. */
export function minimise(input: Buffer, fails: (input: Buffer) => boolean, until: number): Buffer {
  let smallest = input
  for (let piece = Math.ceil(input.length / 2); piece >= 1; piece = piece === 1 ? 0 : Math.ceil(piece / 2)) {
    for (let at = 0; at < smallest.length; ) {
      if (performance.now() > until) return smallest
      const without = Buffer.concat([smallest.subarray(0, at), smallest.subarray(at + piece)])
      if (fails(without)) smallest = without
      else at += piece
    }
  }
  return smallest
}
