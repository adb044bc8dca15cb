import { surely } from '@/components/ui/later'

/** Asked for as soon as a card is looked at, so that its menu is there for whoever presses its key. */
export const loadCardMenu = () => surely(() => import('./card-menu'))
