package config

import (
	"path/filepath"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies"
)

// WithSample fills in the built-in study where nothing says what to run on.
func (s Study) WithSample() Study {
	if s.Filter == "" {
		s.Filter = "none"
		if s.DataDir == "" {
			tf, err := data.ParseTimeframe(s.Timeframe)
			if s.unfiltered = err == nil && data.Hour%tf != 0 && s.RiskPair == ""; !s.unfiltered {
				s.Filter = "default"
			}
		}
	}
	if s.DataDir != "" {
		return s
	}
	if len(s.Pairs) == 0 {
		s.Pairs = []string{"BTC/USDT"}
	}
	if len(s.Strategies) == 0 {
		for _, spec := range strategies.All() {
			s.Strategies = append(s.Strategies, spec.Name)
		}
	}
	return s
}

// Unfiltered reports whether WithSample left the filter out since the engine cannot
// judge candles of the study's timeframe.
func (s Study) Unfiltered() bool { return s.unfiltered }

// ContextDir is where the context series of a study with a data folder are: as given,
// or the folder context below the candles.
func (s Study) ContextDir() string {
	if s.Context != "" {
		return s.Context
	}
	return filepath.Join(s.DataDir, "context")
}
