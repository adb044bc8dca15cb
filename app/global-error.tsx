'use client'

import { PageFailure } from '@/components/shell/page-failure'
import './globals.css'

export default function GlobalError(props: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body className="grid min-h-dvh">
        <PageFailure {...props} />
      </body>
    </html>
  )
}
