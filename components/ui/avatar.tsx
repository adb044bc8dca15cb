import type { CSSProperties } from 'react'

/** The initials of a name: one letter where the script has no capitals, as two would join into a word. */
function initials(name: string) {
  const words = name.trim().split(/\s+/)
  const [first = '', last = ''] = [words[0], words.at(-1)].map((word) => Array.from(word ?? '')[0])
  const isCased = first.toLocaleLowerCase('en') !== first.toLocaleUpperCase('en')
  return (words.length > 1 && isCased ? first + last : first).toLocaleUpperCase('en')
}

function hue(name: string) {
  let sum = 0
  for (const char of name) sum = (sum * 31 + char.codePointAt(0)!) % 3600
  return sum / 10
}

type Props = { name: string; size?: 16 | 20 | 24; decorative?: boolean }

/** The initials of somebody; `decorative` where the name stands beside them. */
export function Avatar({ name, size = 20, decorative }: Props) {
  const label = decorative ? { 'aria-hidden': true } : { role: 'img', 'aria-label': name, title: name }
  return (
    <span
      {...label}
      translate="no"
      style={{ '--hue': hue(name), width: size, height: size, fontSize: Math.round(size * 0.42) } as CSSProperties}
      className="tint inline-flex shrink-0 items-center justify-center rounded-full leading-none font-semibold"
    >
      {initials(name)}
    </span>
  )
}
