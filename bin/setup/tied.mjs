// Preloaded into every script that run.mjs starts: when run.mjs is killed without a chance to pass the signal on,
// its end of the channel closes, and the script stops as if it had been asked to.

process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
