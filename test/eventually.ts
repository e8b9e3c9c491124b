import assert from 'node:assert/strict'

const PATIENCE_MS = 20_000
const PAUSE_MS = 50

/** The answer once it is as wished: what was done is on its way, and nothing says when it has arrived. */
export async function eventually<T>(
  ask: () => Promise<T>,
  isGood: (answer: T) => boolean,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const end = Date.now() + patienceMs
  for (;;) {
    const answer = await ask()
    if (isGood(answer)) return answer
    if (Date.now() > end) assert.fail(`still ${JSON.stringify(answer)}`)
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS))
  }
}
