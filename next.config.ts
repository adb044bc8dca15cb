import type { NextConfig } from 'next'

export default {
  distDir: process.env.DIST_DIR ?? '.next',
  // Types are checked by `npm test`, where a fault in them can be mended.
  typescript: { ignoreBuildErrors: true, tsconfigPath: process.env.TSCONFIG ?? 'tsconfig.json' },
  poweredByHeader: false,
  // The front does, for its own answers too.
  compress: false,
  // A path with a slash at its end answers 404 like any other unknown one, instead of a redirect without our headers.
  skipTrailingSlashRedirect: true,
  images: { unoptimized: true },
  serverExternalPackages: ['@node-rs/argon2', 'postgres'],
} satisfies NextConfig
