/** Inboxes that are full before the measurement begins hold these, again and again, on every server. */
export const LETTERS = 500

/** Every letter after those has the text of one of them; only its Message-ID is another. */
export const letter = (n: number): string =>
  [
    `From: "Sender ${(n % LETTERS) % 97}" <sender${(n % LETTERS) % 97}@other.example>`,
    'To: <reader@bench.example>',
    `Subject: Council meeting, item ${n % LETTERS}`,
    `Message-ID: <${n}@other.example>`,
    'Date: Mon, 1 Jan 2024 09:00:00 +0100',
    '',
    ...Array.from(
      { length: 40 },
      (_, line) => `Line ${line} of letter ${n % LETTERS}: the roof of the market hall, and its cost.`,
    ),
    '',
  ].join('\r\n')

export const receivedAt = (n: number): Date => new Date(Date.UTC(2024, 0, 1) + n * 60_000)
