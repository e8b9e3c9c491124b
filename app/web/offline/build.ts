import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { Plugin, Rolldown } from 'vite'

const source = fileURLToPath(new URL('worker.ts', import.meta.url))
const fileName = 'worker.js'
/** Beside what Vite names: copied as they are from web/public. */
const copied = ['/app.webmanifest', '/icon.svg', '/icon-192.png', '/icon-512.png']

/** Charts are drawn of what the server has just counted: nobody looks at them offline, and they are heavy. */
const isKept = (name: string): boolean =>
  name.startsWith('assets/') && !/^assets\/(?:charts|traffic)-/.test(name)

/** Builds the worker under a name that never changes, with the list of what it has to keep. */
export function offlineWorker(): Plugin {
  return {
    name: 'bastide:offline-worker',
    apply: 'build',
    buildStart() {
      this.emitFile({ type: 'chunk', id: source, fileName })
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const worker = bundle[fileName]
        if (worker?.type !== 'chunk') throw new Error('the offline worker was not built')
        const made = Object.keys(bundle).filter(isKept)
        for (const name of made) refuseLeftOut(name, bundle[name])
        const files = [...made.map(name => `/${name}`), ...copied].sort()
        const page = bundle['index.html']
        const hash = createHash('sha256').update(files.join('\n')).update(worker.code)
        if (page?.type === 'asset') hash.update(page.source)
        const version = hash.digest('base64url').slice(0, 12)
        worker.code = `const BUILD = ${JSON.stringify({ version, files })};\n${worker.code}`
      },
    },
  }
}

/** What is kept has to run by itself: one file that needs what is left out would stop a screen offline. */
function refuseLeftOut(name: string, file: Rolldown.OutputAsset | Rolldown.OutputChunk | undefined): void {
  const needs = file?.type === 'chunk' ? file.imports : []
  const lacking = needs.find(needed => !isKept(needed))
  if (lacking) throw new Error(`${name} is kept offline and needs ${lacking}, which is not`)
}
