import { type ReactNode, useId } from 'react'

type Props = { title: string; detail?: string; children: ReactNode }

export function SettingsSection({ title, detail, children }: Props) {
  const id = useId()
  return (
    <section
      aria-labelledby={id}
      className="flex flex-col gap-4 max-w-4xl border-b border-border py-6 last-of-type:border-b-0"
    >
      <div>
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        {detail && <p className="mt-0.5 max-w-prose text-pretty text-muted">{detail}</p>}
      </div>
      {children}
    </section>
  )
}
