package backtest

import (
	"cmp"
	"math"
	"slices"

	"github.com/remora-bt/remora-bt/data"
)

// A pass is a walk over the asks of its books: the next opportunity of each that is
// not decided yet.
type pass struct {
	r    *Result
	gate Gate
	next []int        // per book, the first opportunity not yet decided
	asks []ask        // a heap: of every book that has one left, by time and then by book
	open []held       // in the order in which they were opened
	due  data.Instant // the first exit of an open trade; never if there is none
	tied float64

	now  []int32 // books that ask at one candle time, ascending
	busy []held  // copy of open at the beginning of a candle time

	realized float64 // profit taken out of open trades so far
	several  int     // open trades of several orders, whose money changes while they are open
	guard    *guard  // nil without protections
}

// held is an open trade and the candle time of its exit.
type held struct {
	Taken
	exit data.Instant
}

func newPass(r *Result, gate Gate) *pass {
	p := &pass{r: r, gate: gate, next: make([]int, len(r.Books)), due: never}
	for i := range r.Books {
		p.await(int32(i))
	}
	if rules := protectionsOf(r.Books); rules != nil {
		p.guard = &guard{Protections: rules}
	}
	return p
}

// run visits every candle time at which something happens.
func (p *pass) run() {
	for {
		now, ok := p.soonest()
		if !ok {
			break
		}
		p.at(now)
	}
	p.force()
}

// never is the exit of a trade that nothing but the end of the run closes.
const never = data.Instant(math.MaxInt64)

// force closes what is open after the last candle. Until then such a trade keeps
// its slot and its money, also when its own pair's candles have long ended. The
// order is that in which the pairs first came up.
func (p *pass) force() {
	left := slices.Clone(p.open)
	slices.SortStableFunc(left, func(a, b held) int {
		return cmp.Or(cmp.Compare(p.r.Books[a.Book].Start(), p.r.Books[b.Book].Start()), cmp.Compare(a.Book, b.Book))
	})
	for _, h := range left {
		p.close(h.Book)
	}
}

// at does one candle time: first the pairs that hold a trade, in the order of
// opening, then the others in the order of books. What was open at the beginning
// is not entered again in this pass. A pair that holds a trade asks for nothing
// before its exit: see passOver.
func (p *pass) at(now data.Instant) {
	asking := p.asking(now)
	if p.due <= now {
		p.busy = append(p.busy[:0], p.open...)
		for _, h := range p.busy {
			p.held(h, now)
		}
	}
	for _, book := range asking {
		b, k := p.r.Books[book], p.next[book]
		if k < len(b.Opps) && b.Tape.Time(b.Opps[k].Entry) == now { // held has not decided it
			p.next[book]++
			p.enter(int(book), k, now)
		}
		p.await(book)
	}
}

// held does the part of a pair with an open trade, or an open order: it is closed
// if its time has come, and the entry that the pair asks for now is passed over,
// unless the order was given up or the entry turns a closed trade round.
func (p *pass) held(h held, now data.Instant) {
	b, k := p.r.Books[h.Book], p.next[h.Book]
	free := false
	if h.exit <= now {
		p.close(h.Book)
		free = h.Reason == ExitUnfilled
	}
	if k >= len(b.Opps) || b.Tape.Time(b.Opps[k].Entry) != now {
		return
	}
	p.next[h.Book]++
	if free || h.exit <= now && b.Opps[k].Short != b.Opps[h.Opp].Short {
		p.enter(int(h.Book), k, now)
	} else {
		p.r.Tally.InPosition++
	}
}

// enter decides one entry: gate, then slot, then money.
func (p *pass) enter(book, k int, now data.Instant) {
	r, b, t := p.r, p.r.Books[book], &p.r.Tally
	if b.Refused(book, k, p.gate) {
		t.Blocked++
		return
	}
	if p.guard != nil && p.guard.locked(int32(book), now, sideOf(b.Opps[k].Short)) {
		t.Locked++
		return
	}
	if r.Wallet.Slots > 0 && len(p.open) >= r.Wallet.Slots {
		t.NoSlot++
		return
	}
	if p.several > 0 {
		p.tie(now)
	}
	free := r.Wallet.Start + r.Profit + p.realized - p.tied
	stake := r.Wallet.stake(free, p.tied)
	if stake == 0 {
		p.short(now)
		return
	}
	out := p.outcome(b, k, stake, r.Wallet.available(free, p.tied))
	switch shrunk := r.Wallet.Unlimited || stake < r.Wallet.Stake; {
	case out.Reason == ExitUnfilled && out.Stake > 0:
		t.Unfilled++
	case out.Need > r.Wallet.available(free, p.tied), out.Amount == 0 && shrunk:
		p.short(now)
		return
	case out.Amount == 0:
		t.TooSmall++
		return
	}
	r.Ruin = Ruin{}
	h := held{Taken{int32(book), int32(k), out}, b.Closed(out)}
	if out.Reason == ExitForce {
		h.exit = never
	}
	p.open = append(p.open, h)
	p.due = min(p.due, h.exit)
	p.passOver(book, h.exit)
	if b.legs(k) != nil {
		p.several++
	}
	p.tie(now)
	if h.exit == now {
		p.close(int32(book))
	}
}

// passOver decides the entries that a pair asks for before its trade is closed.
func (p *pass) passOver(book int, exit data.Instant) {
	b, k := p.r.Books[book], p.next[book]
	for k < len(b.Opps) && b.Tape.Time(b.Opps[k].Entry) < exit {
		k++
	}
	p.r.Tally.InPosition += k - p.next[book]
	p.next[book] = k
}

// short refuses an entry for lack of money, for good if nothing is open that could
// still bring some back.
func (p *pass) short(now data.Instant) {
	if len(p.open) == 0 {
		p.r.refuseMoney(now)
	} else {
		p.r.Tally.NoMoney++
	}
}

// outcome uses what the book keeps if the stake is the book's.
func (p *pass) outcome(b *Book, k int, stake, available float64) *Outcome {
	var out Outcome
	switch {
	case p.r.Wallet.Sized && b.given != nil:
		if out = b.own(k); out.Need > available { // freqtrade cuts it to what is there
			out = b.at(k, available)
		}
	case stake == b.Stake:
		return b.Outcome(k)
	default:
		out = b.at(k, stake)
	}
	return &out
}

func (p *pass) close(book int32) {
	i := slices.IndexFunc(p.open, func(h held) bool { return h.Book == book })
	h := p.open[i]
	b := p.r.Books[book]
	p.open = slices.Delete(p.open, i, i+1)
	p.due = never
	for _, other := range p.open {
		p.due = min(p.due, other.exit)
	}
	if b.legs(int(h.Opp)) != nil {
		p.several--
	}
	p.tie(h.exit)
	if h.Reason == ExitUnfilled {
		return
	}
	p.r.Profit += h.ProfitAbs
	p.r.Trades = append(p.r.Trades, h.Taken)
	if p.guard != nil && h.exit != never {
		p.guard.close(closedTrade{h.exit, h.ProfitRatio(), book, sideOf(b.Opps[h.Opp].Short), h.Reason})
	}
}

// tie adds the stakes of the open trades up anew, in their order, so that the sum
// carries no rounding of trades long closed.
func (p *pass) tie(now data.Instant) {
	p.tied, p.realized = 0, 0
	for _, h := range p.open {
		b := p.r.Books[h.Book]
		legs := b.legs(int(h.Opp))
		if legs == nil {
			p.tied += h.Stake
			continue
		}
		stake, realized := b.given[h.Opp].tied(now)
		size := h.Stake / b.given[h.Opp].Stake
		p.tied += float64(stake * size)
		p.realized += float64(realized * size)
	}
}
