import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { build, preview } from 'vite'

const root = fileURLToPath(new URL('../../app', import.meta.url))

/**
 * Builds the style page and serves it under the content policy of the app, so that a component that needs an inline
 * script, an inline style element or another host fails here.
 */
export async function startStyleServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const outDir = await mkdtemp(join(tmpdir(), 'bastide-style-'))
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    plugins: [react()],
    build: {
      outDir,
      rolldownOptions: { input: join(root, 'style.html') },
      modulePreload: { polyfill: false },
    },
  })
  const server = await preview({
    configFile: false,
    root,
    build: { outDir },
    preview: {
      host: '127.0.0.1',
      port: 0,
      headers: {
        'content-security-policy': "default-src 'self'; img-src 'self' data: blob:; font-src 'self' data:",
      },
    },
  })
  const url = server.resolvedUrls?.local[0]
  if (!url) throw new Error('the preview server has no address')
  return {
    url: `${url}style.html`,
    stop: async () => {
      await server.close()
      await rm(outDir, { recursive: true })
    },
  }
}
