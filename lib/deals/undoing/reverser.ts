import type { Actor } from '@/lib/auth/actor'
import { AppError } from '@/lib/errors'

/** An actor who takes changes back, or redoes them. */
export type Reverser = Actor & { readonly via: 'undo' | 'redo' }

const outcomes = { undo: 'Nothing was taken back.', redo: 'Nothing was redone.' }

export const conflict = ({ via }: Reverser, sentence: string) =>
  new AppError('conflict', `${sentence} ${outcomes[via]}`)
