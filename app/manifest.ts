import type { MetadataRoute } from 'next'

const manifest = (): MetadataRoute.Manifest => ({
  id: '/',
  name: 'Penstock',
  short_name: 'Penstock',
  description: 'Sales pipelines, deals and contacts',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  background_color: '#f8f9fa',
  theme_color: '#065f8a',
  icons: [
    { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
    { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
})

export default manifest
