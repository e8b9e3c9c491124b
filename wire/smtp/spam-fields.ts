/** Why a message has its points, as other programs read it. */
export interface SpamVerdict {
  readonly score: number
  readonly threshold: number
  /** Names of rules. */
  readonly tests: readonly string[]
}

/** The fields that filters and mail programs have looked at since SpamAssassin. */
export function writeSpamFields({ score, threshold, tests }: SpamVerdict): string {
  const isSpam = score >= threshold
  const named = tests.map(test => test.replace(/[^\w.-]/g, '')).join(',') || 'none'
  return (
    `X-Spam-Status: ${isSpam ? 'Yes' : 'No'}, score=${score.toFixed(1)} required=${threshold.toFixed(1)}\r\n\ttests=${named}\r\n` +
    `X-Spam-Score: ${score.toFixed(1)}\r\n${isSpam ? 'X-Spam-Flag: YES\r\n' : ''}`
  )
}
