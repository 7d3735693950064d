package gate

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/report/runfolder"
)

// A Baseline is what is kept of a run to hold later ones against: enough for rules
// about drift and little enough to be committed.
type Baseline struct {
	Version string
	Config  json.RawMessage
	Runs    []BaselineRun
	Signals map[string]*runfolder.Census // by pair
	Answers *verdict.Answers             // nil if the run had none
	Refused []*runfolder.Refusal         // by its filter, cell by cell

	grounds []*runfolder.Ground // of a run's folder, not of a file
}

// A BaselineRun is one arm.
type BaselineRun struct {
	runfolder.Key
	Pairs   []string
	Metrics map[string]runfolder.Value
	Days    *runfolder.Series // daily returns to a millionth of a percent
	Trades  string            // SHA-256 of all trades
}

// Snapshot takes the baseline of a finished run. Returns are rounded, so that a
// folder and the file made of it are one and the same baseline.
func Snapshot(f *runfolder.Folder) (*Baseline, error) {
	b := &Baseline{Version: f.Manifest.Version, Config: f.Manifest.Config, Answers: f.Answers}
	for _, r := range f.Runs {
		run := BaselineRun{Key: r.Key, Pairs: r.PairList, Metrics: r.Metrics, Days: &runfolder.Series{}}
		if len(r.Equity) > 0 {
			returns := r.Returns()
			for i := range returns {
				returns[i] = rounded(returns[i])
			}
			run.Days = runfolder.NewSeries(r.Equity[0].Date, returns)
		}
		sum, err := hashTrades(r.Trades)
		if err != nil {
			return nil, err
		}
		run.Trades = sum
		b.Runs = append(b.Runs, run)
	}
	var err error
	if b.grounds, err = f.Grounds(); err != nil {
		return nil, err
	}
	b.Refused = runfolder.RefusalsOf(b.grounds)
	b.Signals, err = f.Signals()
	return b, err
}

// unit is a ten-thousandth of a basis point, to which returns are kept.
const unit = 1e-8

// rounded never is −0, which would print with its sign.
func rounded(r float64) float64 {
	n := math.Round(r / unit)
	if n == 0 {
		return 0
	}
	return n / (1 / unit)
}

func hashTrades(trades []runfolder.Trade) (string, error) {
	h := sha256.New()
	for _, t := range trades {
		text, err := json.Marshal(t)
		if err != nil {
			return "", fmt.Errorf("trade of %s: %w", runfolder.Quoted(t.Pair), err)
		}
		h.Write(append(text, '\n'))
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// find is the baseline's run of a key, or the only one of its strategy and arm.
func (b *Baseline) find(k runfolder.Key) *BaselineRun {
	var alike []*BaselineRun
	for i := range b.Runs {
		r := &b.Runs[i]
		if r.Key == k {
			return r
		}
		if r.Strategy == k.Strategy && r.Arm == k.Arm {
			alike = append(alike, r)
		}
	}
	if len(alike) == 1 {
		return alike[0]
	}
	return nil
}
