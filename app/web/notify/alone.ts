/** Pages and the worker change what this device is told of one at a time; each finds what the one before it did. */
export const alone = <T>(change: () => Promise<T>): Promise<T> =>
  navigator.locks.request('bastide.notify', change) as Promise<T>
