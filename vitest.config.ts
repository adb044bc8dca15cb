import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const overHttp = {
  // vite keeps a BASE_URL of its own.
  env: { BASE_URL: process.env.BASE_URL ?? 'http://127.0.0.1:3000' },
  testTimeout: 30_000,
  hookTimeout: 30_000,
  // One more than the cores: some of the tests only wait.
  maxWorkers: 3,
  // The files share what they load, as the product's OpenAPI document and its compiled schemas.
  isolate: false,
}

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)) } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{bench,lib,db,components,scripts}/**/*.test.{ts,tsx}'],
          globalSetup: 'scripts/testing/unit-database.mjs',
          maxWorkers: 3,
          isolate: false,
          env: {
            NEXTAUTH_SECRET: randomBytes(32).toString('base64'),
            NEXTAUTH_URL: 'http://localhost:3000',
          },
          testTimeout: 15_000,
          hookTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'http',
          include: ['e2e/http/**/*.test.ts'],
          exclude: ['e2e/http/own-server/**'],
          ...overHttp,
        },
      },
      {
        extends: true,
        test: {
          // It installs what it generates clients with, and runs only where it is asked for.
          name: 'clients',
          include: ['e2e/clients/*.test.ts'],
          ...overHttp,
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          // Each of these starts a server of its own, and finds it by the environment.
          name: 'http-own-server',
          include: ['e2e/http/own-server/*.test.ts'],
          ...overHttp,
          isolate: true,
        },
      },
      {
        extends: true,
        test: {
          // The contract once more through Next's own router: what a caller may is decided behind either of the two.
          name: 'http-next',
          include: ['e2e/http/contract.*.test.ts'],
          exclude: ['e2e/http/contract.permissions.test.ts'],
          ...overHttp,
          env: { BASE_URL: process.env.PLAIN_URL ?? 'http://127.0.0.1:3000' },
        },
      },
    ],
  },
})
