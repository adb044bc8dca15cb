import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { fontClassName } from '@/components/ui/font'
import { Toaster } from '@/components/ui/overlays/toaster'
import { themeFromCookie } from '@/components/user/theme'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Penstock', template: '%s · Penstock' },
  description: 'Sales pipelines, deals and contacts',
  icons: { icon: '/icon.svg', apple: '/apple-icon-180.png' },
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f8f9fa' },
    { media: '(prefers-color-scheme: dark)', color: '#0f1114' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = themeFromCookie((await cookies()).get('theme')?.value)
  return (
    <html lang="en" className={fontClassName} data-theme={theme === 'system' ? undefined : theme}>
      <body>
        {children}
        <Toaster />
      </body>
    </html>
  )
}
