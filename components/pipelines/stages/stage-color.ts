import type { BoardStage } from '@/lib/pipelines/schema'

export const stageColors = [
  { name: 'Slate', value: '#7c8794' },
  { name: 'Blue', value: '#3d8fd1' },
  { name: 'Teal', value: '#1f9e9a' },
  { name: 'Olive', value: '#8d9a2f' },
  { name: 'Amber', value: '#c98a1b' },
  { name: 'Coral', value: '#d9704f' },
  { name: 'Rose', value: '#cc5f8e' },
  { name: 'Violet', value: '#8b74cf' },
]

export function stageColor({ color, kind }: Pick<BoardStage, 'color' | 'kind'>) {
  if (color) return color
  return kind === 'open' ? 'var(--control)' : `var(--${kind})`
}
