import { useEffect, useState } from 'react'

/** Changes at midnight, when what was today is yesterday. */
export function useToday(): Date {
  const [today, setToday] = useState(() => new Date())
  useEffect(() => {
    const midnight = new Date(today.getFullYear(), today.getMonth(), today.getDate() + 1)
    const timer = setTimeout(() => setToday(new Date()), midnight.getTime() - Date.now() + 1000)
    return () => clearTimeout(timer)
  }, [today])
  return today
}
