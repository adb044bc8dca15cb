type Props = { path: string; label?: string; className?: string }

/** An icon of one path on lucide's grid, for HTML that is rendered before React runs. */
export function Glyph({ path, label, className }: Props) {
  return (
    <svg
      role="img"
      aria-label={label}
      aria-hidden={!label}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={`lucide ${className}`}
    >
      <path d={path} />
    </svg>
  )
}
