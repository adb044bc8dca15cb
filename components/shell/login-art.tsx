const pipes = [0, 26, 52, 78, 104, 130, 156]

export function LoginArt() {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 1440 900"
      preserveAspectRatio="xMidYMid slice"
      fill="none"
      className="pointer-events-none absolute inset-0 -z-10 size-full stroke-border max-md:hidden"
    >
      {pipes.map((shift) => (
        <path
          key={shift}
          d={`M-20 ${130 + shift}H${300 - shift}c${190} 0 90 520 280 520H1460`}
          transform={`translate(0 ${shift * 0.15})`}
          strokeWidth="1"
        />
      ))}
    </svg>
  )
}
