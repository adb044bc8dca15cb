import { toMinor } from '@/lib/money'

/** "12,400.50" as typed to "12400.50"; empty stays empty, undefined is no amount in this currency. */
export function plainAmount(typed: string, currency: string) {
  const plain = typed.replace(/[\s'’]|,(?=\d{3}(\D|$))/g, '').replace(/^\p{Sc}/u, '')
  if (!plain) return ''
  return toMinor(plain, currency) === undefined ? undefined : plain
}
