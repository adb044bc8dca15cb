import { surely } from '@/components/ui/later'

/** Loads the card menu, on hover or focus, so that it opens at once. */
export const loadCardMenu = () => surely(() => import('./card-menu'))
