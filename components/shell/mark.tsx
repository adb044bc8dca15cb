const pipe = 'M0 7.2h8c5 0 3 9.6 8 9.6h8'

/** The mark of the product: a penstock, the pipe that leads water to a wheel. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true" className="rounded-[25%]">
      <rect width="24" height="24" className="fill-primary" />
      <path d={pipe} className="stroke-on-fill" strokeWidth="5.4" />
      <path d={pipe} className="stroke-primary" strokeWidth="1.7" />
    </svg>
  )
}
