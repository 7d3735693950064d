package backtest

import "github.com/remora-bt/remora-bt/data"

// An ask is the candle time at which a book asks for its next entry.
type ask struct {
	at   data.Instant
	book int32
}

func (a ask) before(b ask) bool { return a.at < b.at || a.at == b.at && a.book < b.book }

// soonest is the next time at which a trade closes or an entry is asked for.
func (p *pass) soonest() (now data.Instant, ok bool) {
	now = p.due
	if len(p.asks) > 0 {
		now = min(now, p.asks[0].at)
	}
	return now, now != never
}

// await puts a book among the asks, unless it has no opportunity left.
func (p *pass) await(book int32) {
	b := p.r.Books[book]
	k := p.next[book]
	if k >= len(b.Opps) {
		return
	}
	p.asks = append(p.asks, ask{b.Tape.Time(b.Opps[k].Entry), book})
	for i := len(p.asks) - 1; i > 0; {
		up := (i - 1) / 2
		if !p.asks[i].before(p.asks[up]) {
			break
		}
		p.asks[i], p.asks[up] = p.asks[up], p.asks[i]
		i = up
	}
}

// asking takes the books that ask at a candle time out of the asks, ascending.
func (p *pass) asking(now data.Instant) []int32 {
	p.now = p.now[:0]
	for len(p.asks) > 0 && p.asks[0].at == now {
		p.now = append(p.now, p.asks[0].book)
		last := len(p.asks) - 1
		p.asks[0] = p.asks[last]
		p.asks = p.asks[:last]
		for i := 0; ; {
			down := 2*i + 1
			if down+1 < last && p.asks[down+1].before(p.asks[down]) {
				down++
			}
			if down >= last || !p.asks[down].before(p.asks[i]) {
				break
			}
			p.asks[i], p.asks[down] = p.asks[down], p.asks[i]
			i = down
		}
	}
	return p.now
}
