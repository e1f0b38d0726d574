import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

// Electron 33 is the oldest runtime the code must run on: Node 20.18 and Chromium 130.
process.env.ELECTRON_MAJOR_VER = '33';

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: 'node20.18',
      externalizeDeps: false,
      rolldownOptions: {
        input: { main: 'electron/main.ts' },
        // Optional parts of pg and dbus-next that nothing of ours reaches.
        external: ['pg-native', 'cloudflare:sockets', 'x11', 'usocket'],
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: 'node20.18',
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: 'electron/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      target: 'chrome130',
      minify: true,
      rolldownOptions: { input: 'renderer/index.html' },
    },
  },
});
