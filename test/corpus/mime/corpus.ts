import { readdirSync, readFileSync } from 'node:fs'

const folder = new URL('.', import.meta.url)

export function message(name: string): Buffer {
  return readFileSync(new URL(`${name}.eml`, folder))
}

export const messageNames = readdirSync(folder)
  .filter(file => file.endsWith('.eml'))
  .map(file => file.slice(0, -'.eml'.length))
