import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { workerOfApp } from './app/web/worker/build.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// app/index.html is the page, app/web.tsx its script. Everything comes from this host: fonts and icons are bundled.
export default defineConfig({
  root: here('app'),
  publicDir: here('web/public'),
  cacheDir: here('node_modules/.vite'),
  plugins: [react(), workerOfApp()],
  server: { fs: { allow: [here('.')] } },
  build: {
    outDir: here('dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      // The style page shows every component of web/ui; the app never loads it.
      input: { app: here('app/index.html'), style: here('app/style.html') },
      output: {
        // What changes at different times is cached apart: the frame, the design system, the charts of the
        // administration, the editor.
        codeSplitting: {
          groups: [
            {
              name: 'react',
              test: /node_modules\/(react|react-dom|scheduler|use-sync-external-store|react-i18next|i18next)\//,
            },
            { name: 'mantine', test: /node_modules\/(@mantine|@floating-ui)\// },
            {
              name: 'charts',
              test: /node_modules\/(recharts|victory-vendor|d3-[a-z-]+|@reduxjs|react-redux|immer|reselect|es-toolkit)\//,
            },
            { name: 'editor', test: /node_modules\/(@tiptap|prosemirror-[a-z-]+)\// },
          ],
        },
      },
    },
  },
})
