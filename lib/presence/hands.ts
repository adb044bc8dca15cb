import { boardOf, type Roster, type Seat } from './roster'
import { keyOf, type Words } from './words'

/** Members who hold a deal by word of this process, which alone repeats it: in others it may be old. */
export function createHands(roster: Roster, words: Words) {
  const hands = new Map<string, Seat>()

  function drop(seat: Seat) {
    hands.delete(keyOf(seat))
    return words.note({ what: 'drops', ...seat })
  }

  return {
    drop,
    hold(seat: Seat, dealId: string | null) {
      if (!dealId) return drop(seat)
      hands.set(keyOf(seat), seat)
      return words.note({ what: 'holds', dealId, ...seat })
    },
    forget(seat: Seat) {
      hands.delete(keyOf(seat))
      words.withdrawHand(seat)
    },
    forgetExpired() {
      for (const [key, seat] of hands) if (!roster.holdOf(seat) && !words.isAboutHand(seat)) hands.delete(key)
    },
    repeat(board: string) {
      for (const seat of hands.values()) {
        const dealId = boardOf(seat) === board && roster.holdOf(seat)
        if (dealId && !words.isAboutHand(seat)) words.note({ what: 'holds', dealId, ...seat })
      }
    },
  }
}
