export { BoardSkeleton as default } from '@/components/board/first-view/board-skeleton'
