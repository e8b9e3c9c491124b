import { useSyncExternalStore } from 'react'
import { desk, type Sheet } from './desk.ts'

/** The letters that lie open. */
export const useSheets = (): readonly Sheet[] => useSyncExternalStore(desk.subscribe, desk.sheets)
