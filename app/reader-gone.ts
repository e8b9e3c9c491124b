/** Whoever reads what a program says may leave before its end (`… | head`): the rest is said to nobody, which is no fault. */
export function bearReaderGone(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
}
