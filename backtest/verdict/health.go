package verdict

import (
	"fmt"
)

// Quality is where a row's mask came from.
type Quality uint8

// The qualities.
const (
	Joined    Quality = iota // from inputs that were there and fresh
	Defaulted                // an input was missing and a default stood in
	Stale                    // an input was older than it may be
)

// Coverage counts by quality, over the tested rows and over the entry signals.
type Coverage struct {
	Rows             int `json:"rows"`
	RowsDefaulted    int `json:"rows_defaulted"`
	RowsStale        int `json:"rows_stale"`
	Entries          int `json:"entries"`
	EntriesDefaulted int `json:"entries_defaulted"`
	EntriesStale     int `json:"entries_stale"`
}

// Health is what the data of a cell can carry. A fault makes it INVALID.
type Health struct {
	Rows           int       `json:"rows"` // tested, all pairs together
	BlockedRows    int       `json:"blocked_rows"`
	BlockRate      *float64  `json:"block_rate"`
	Blocks         int       `json:"blocks"`  // contiguous blocked stretches
	Signals        int       `json:"signals"` // entry signals
	BlockedSignals int       `json:"blocked_signals"`
	Days           int       `json:"days"`
	Coverage       *Coverage `json:"coverage,omitempty"` // nil if the caller did not say
	RuinedBaseline bool      `json:"ruined_baseline"`
	RuinedFiltered bool      `json:"ruined_filtered"`

	Faults []string `json:"faults,omitempty"`
}

func (h *Health) fault(format string, args ...any) {
	h.Faults = append(h.Faults, fmt.Sprintf(format, args...))
}

// checkInput finds what makes a comparison impossible. Nothing else may be worked
// out if it finds a fault.
func (in *Input) checkInput(h *Health) {
	if len(in.Books) == 0 {
		h.fault("there is no book to compare on")
		return
	}
	if len(in.Mask) != len(in.Books) {
		h.fault("the mask covers nothing: it is for %d pairs, the run has %d", len(in.Mask), len(in.Books))
		return
	}
	for i, b := range in.Books {
		if in.Mask[i].Len() != b.Tape.Len() {
			h.fault("%s: the mask covers %d rows, the candles are %d", b.Tape.Pair, in.Mask[i].Len(), b.Tape.Len())
		}
		if b.Stake != in.Books[0].Stake {
			h.fault("%s: stake %v differs from the other pairs' %v", b.Tape.Pair, b.Stake, in.Books[0].Stake)
		}
		if !(b.Stake > 0) || b.Stake > MostStake {
			h.fault("%s: stake %v: expected a number above 0 and at most %v", b.Tape.Pair, b.Stake, float64(MostStake))
		}
	}
}

// MostStake keeps sums of profits within 64 bits of 10^-8, in the quote asset.
const MostStake = 1e7

// count looks at mask and signals.
func (in *Input) count(h *Health) {
	for i, b := range in.Books {
		runs := stretches(b.Tape, in.Mask[i])
		h.Blocks += len(runs)
		for _, r := range runs {
			h.BlockedRows += r.to - r.from
		}
		h.Rows += b.Tape.Len() - b.Tape.Warm
		h.Signals += len(b.Opps)
		for k := range b.Opps {
			if b.Marked(k, in.Mask[i]) {
				h.BlockedSignals++
			}
		}
	}
	h.BlockRate = Number(ratio(float64(h.BlockedRows), float64(h.Rows)))
	if len(in.Quality) == len(in.Books) {
		h.Coverage = in.coverage()
	}
	switch {
	case h.Signals == 0:
		h.fault("the strategy gives no entry signal in this range: choose a longer one")
	case h.BlockedRows == 0:
		h.fault("the filter refused nothing in this range: choose one with refusals, or a longer range")
	case h.BlockedRows == h.Rows:
		h.fault("the filter refused every candle of this range: choose a milder one, or another range")
	case h.BlockedSignals == 0:
		h.fault("none of the %d candles that the filter refused has an entry signal: choose another filter, or a longer range", h.BlockedRows)
	case h.BlockedSignals == h.Signals:
		h.fault("the filter refused every entry signal: choose a milder one, or another range")
	}
	if c := h.Coverage; c.Missing() {
		h.fault("for %d of %d entry signals the filter had no data or too old ones: choose a range that they cover", c.EntriesDefaulted+c.EntriesStale, c.Entries)
	}
}

// Missing reports whether for most entry signals the mask is a default or stale; it is
// false without a coverage.
func (c *Coverage) Missing() bool {
	return c != nil && 2*(c.EntriesDefaulted+c.EntriesStale) > c.Entries
}

func (in *Input) coverage() *Coverage {
	var c Coverage
	tell := func(q Quality, n, defaulted, stale *int) {
		*n++
		switch q {
		case Defaulted:
			*defaulted++
		case Stale:
			*stale++
		}
	}
	for i, b := range in.Books {
		if len(in.Quality[i]) != b.Tape.Len() {
			return nil
		}
		for row := b.Tape.Warm; row < b.Tape.Len(); row++ {
			tell(in.Quality[i][row], &c.Rows, &c.RowsDefaulted, &c.RowsStale)
		}
		for _, o := range b.Opps {
			tell(in.Quality[i][o.Signal], &c.Entries, &c.EntriesDefaulted, &c.EntriesStale)
		}
	}
	return &c
}

// judgeHealth looks at what came out.
func (c *cell) judgeHealth() {
	h, a := &c.out.Health, c.out.FixedNotional
	h.RuinedBaseline, h.RuinedFiltered = c.out.WalletBaseline.Ruined(), c.out.WalletFiltered.Ruined()
	switch {
	case len(h.Faults) > 0:
	case a.Residual != 0 || c.out.Attribution.Residual != 0:
		h.fault("the attribution does not close")
	case a.Baseline.Trades == 0:
		h.fault("the strategy makes no trade in this range: choose a longer one")
	case a.Blocked.Trades == 0:
		h.fault("none of the %d entry signals that the filter refused would have been traded: choose another filter, or a longer range", h.BlockedSignals)
	case a.Filtered.Trades == 0:
		h.fault("the filter leaves no trade: choose a milder one, or a longer range")
	}
	c.faults = sentences(h.Faults)
}
