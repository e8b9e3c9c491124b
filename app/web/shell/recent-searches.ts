const MOST = 6

const keyOf = (address: string): string => `bastide.searches.${address}`

/** Newest first; kept on this device only. */
export function recentSearches(address: string): readonly string[] {
  const text = localStorage.getItem(keyOf(address))
  return text === null ? [] : (JSON.parse(text) as string[])
}

export function keepSearch(address: string, text: string): void {
  const others = recentSearches(address).filter(other => other !== text)
  localStorage.setItem(keyOf(address), JSON.stringify([text, ...others].slice(0, MOST)))
}

/** Leaves with the person. */
export const dropSearches = (address: string): void => localStorage.removeItem(keyOf(address))
