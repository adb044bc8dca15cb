import * as z from 'zod'
import { Count, line, version, writable } from '../values/formats'

export type LostReasons = z.infer<typeof LostReasons>
export const LostReasons = z.object({ items: z.array(z.string()), total: Count, version }).meta({ id: 'LostReasons' })

export type LostReasonChanges = z.output<typeof LostReasonChanges>
export const LostReasonChanges = writable({ items: z.array(line(1, 200)).max(50, 'must have at most 50 entries') }, [
  'total',
  'version',
]).meta({ id: 'LostReasonChanges', examples: [{ items: ['Price', 'No budget'] }] })
