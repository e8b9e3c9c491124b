import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { build, type Plugin, type Rolldown } from 'vite'

const source = fileURLToPath(new URL('worker.ts', import.meta.url))
const fileName = 'worker.js'
/** Beside what Vite names: copied as they are from web/public. */
const copied = ['/app.webmanifest', '/icon.svg', '/icon-192.png', '/icon-512.png']

/** Charts are drawn of what the server has just counted: nobody looks at them offline, and they are heavy. */
const isKept = (name: string): boolean =>
  name.startsWith('assets/') && !/^assets\/(?:charts|traffic)-/.test(name)

/** Builds the worker under a name that never changes, with the list of what it has to keep. */
export function workerOfApp(): Plugin {
  return {
    name: 'bastide:worker',
    apply: 'build',
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        const made = Object.keys(bundle).filter(isKept)
        for (const name of made) refuseLeftOut(name, bundle[name])
        const files = [...made.map(name => `/${name}`), ...copied].sort()
        const code = await buildWorker()
        const page = bundle['index.html']
        const hash = createHash('sha256').update(files.join('\n')).update(code)
        if (page?.type === 'asset') hash.update(page.source)
        const version = hash.digest('base64url').slice(0, 12)
        const known = `const BUILD = ${JSON.stringify({ version, files })};\n`
        this.emitFile({ type: 'asset', fileName, source: known + code })
      },
    },
  }
}

/** In a build of its own: it shares files with the pages, and must be one that imports nothing. */
async function buildWorker(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      target: 'es2022',
      modulePreload: { polyfill: false },
      rolldownOptions: { input: source, output: { format: 'iife' } },
    },
  })
  const [output] = [built].flat()
  const [chunk, ...others] = output && 'output' in output ? output.output : []
  if (chunk?.type !== 'chunk' || others.length > 0) throw new Error('the worker is not one file')
  return chunk.code
}

/** What is kept has to run by itself: one file that needs what is left out would stop a screen offline. */
function refuseLeftOut(name: string, file: Rolldown.OutputAsset | Rolldown.OutputChunk | undefined): void {
  const needs = file?.type === 'chunk' ? file.imports : []
  const lacking = needs.find(needed => !isKept(needed))
  if (lacking) throw new Error(`${name} is kept offline and needs ${lacking}, which is not`)
}
