type Props = { path: string; label?: string; className?: string }

/** An icon in one path on the grid of lucide's, for what the front paints before React is there: their own need it. */
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
