// Package filter is a risk filter as a user names one: the engine with a profile, what
// another tool said, or windows. It is opened once, judges every row of a tape, and
// tells which rows it refuses, why, and what it knew there.
package filter

import (
	"fmt"
	"strings"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/nearest"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/calendar"
	"github.com/remora-bt/remora-bt/signals/profile"
)

// A Spec is a filter as a flag names it, before any file is read:
//
//	none                      everything is admitted
//	default, fear, calm       the engine with a built-in profile
//	profile:FILE              the engine with a profile from a file
//	history:FILE[,lag=5m][,max_age=48h]
//	                          what another filter said, from CSV or Parquet
//	blocks:FILE               windows in which entries are refused
type Spec struct {
	Kind    Kind
	Profile string // of a built-in profile
	Path    string
	Lag     data.Timeframe // from a history's timestamps to when they were known
	MaxAge  data.Timeframe // how long a row of a history holds
	Set     []string       // settings that override the profile
}

// A Kind is one of the forms of a filter.
type Kind uint8

// The kinds of filters.
const (
	None Kind = iota
	BuiltIn
	ProfileFile
	HistoryFile
	BlocksFile
)

// OneCandle as a lag is one candle of the tape: timestamps are the open times of
// candles, and a row is known when its candle has closed.
const OneCandle data.Timeframe = -1

// Forms are those that Parse reads, for help and messages.
const Forms = "none, default, fear, calm, profile:FILE, history:FILE[,lag=5m][,max_age=48h] or blocks:FILE"

// Parse reads a filter and the settings that override it.
func Parse(spec string, set ...string) (Spec, error) {
	f := Spec{Set: set}
	kind, rest, hasFile := strings.Cut(spec, ":")
	switch {
	case hasFile && rest == "":
		return f, fmt.Errorf("filter %q names no file", spec)
	case spec == "none":
		f.Kind = None
	case kind == "profile" && hasFile:
		f.Kind, f.Path = ProfileFile, rest
	case kind == "blocks" && hasFile:
		f.Kind, f.Path = BlocksFile, rest
	case kind == "history" && hasFile:
		f.Kind = HistoryFile
		if err := f.parseHistory(rest); err != nil {
			return f, fmt.Errorf("filter %q: %w", spec, err)
		}
	default:
		if _, ok := profile.Named(spec); !ok {
			return f, fmt.Errorf("filter %q: expected %s%s", spec, Forms, meantFilter(kind, hasFile))
		}
		f.Kind, f.Profile = BuiltIn, spec
	}
	return f, f.checkSet()
}

// meantFilter names the filter that is near, or what a file's kind may have been.
func meantFilter(word string, file bool) string {
	candidates := []string{"none"}
	for _, p := range profile.All() {
		candidates = append(candidates, p.Name)
	}
	if file {
		candidates = []string{"profile:", "history:", "blocks:"}
		word += ":"
	}
	if near := nearest.Of(word, candidates); near != "" {
		return "; did you mean " + near + "?"
	}
	return ""
}

// parseHistory reads FILE[,lag=…][,max_age=…]. A comma that no option follows
// belongs to the name.
func (f *Spec) parseHistory(text string) error {
	f.Lag, f.MaxAge = OneCandle, 48*data.Hour
	for {
		i := strings.LastIndexByte(text, ',')
		key, value, ok := strings.Cut(text[i+1:], "=")
		if i < 0 || !ok || key != "lag" && key != "max_age" {
			f.Path = text
			return nil
		}
		d := data.Timeframe(0)
		if value != "0" {
			var err error
			if d, err = data.ParseTimeframe(value); err != nil {
				return fmt.Errorf("%s: %w", key, err)
			}
		}
		if key == "lag" {
			f.Lag = d
		} else {
			f.MaxAge = d
		}
		text = text[:i]
	}
}

func (f *Spec) checkSet() error {
	if len(f.Set) == 0 {
		return nil
	}
	switch f.Kind {
	case None, BlocksFile:
		return fmt.Errorf("setting %q: this filter has nothing to set; it needs the engine", f.Set[0])
	case HistoryFile:
		for _, s := range f.Set {
			if key, _, _ := strings.Cut(s, "="); key != "max_risk" {
				return fmt.Errorf("setting %q: of a history only max_risk can be set", s)
			}
		}
	}
	return nil
}

// A Filter is ready to judge tapes. It may be used by several goroutines.
type Filter struct {
	Spec    Spec
	Config  signals.Config // of the engine; zero if the filter is another
	blocks  calendar.Windows
	history *History
}

// Open reads the files of a filter.
func (f Spec) Open() (*Filter, error) {
	flt := &Filter{Spec: f}
	var err error
	switch f.Kind {
	case BuiltIn:
		flt.Config, _ = profile.Named(f.Profile)
	case ProfileFile:
		flt.Config, err = profile.Read(f.Path)
	case BlocksFile:
		flt.blocks, err = calendar.ReadWindows(f.Path)
		return flt, err
	case HistoryFile:
		flt.history, err = OpenHistory(f)
		return flt, err
	default:
		return flt, nil
	}
	if err != nil {
		return nil, err
	}
	for _, s := range f.Set {
		if flt.Config, err = profile.Set(flt.Config, s); err != nil {
			return nil, err
		}
	}
	return flt, flt.Config.Validate()
}

// May are the reasons for which the filter can refuse an entry, in their order.
func (f *Filter) May() []signals.Reason {
	switch {
	case f.Engine():
		return f.Config.May()
	case f.history != nil && f.history.max < 1:
		return []signals.Reason{signals.RiskScore, signals.History}
	case f.history != nil:
		return []signals.Reason{signals.History}
	case f.Spec.Kind == BlocksFile:
		return []signals.Reason{signals.BlockList}
	default:
		return nil
	}
}

// Engine reports whether the filter is the engine, which needs context.
func (f *Filter) Engine() bool { return f.Spec.Kind == BuiltIn || f.Spec.Kind == ProfileFile }

// Replay is the engine's track over a tape with context; nil if the filter is not
// the engine.
func (f *Filter) Replay(t *data.Tape) *signals.Track {
	if !f.Engine() {
		return nil
	}
	return signals.Replay(t, f.Config)
}

// Screen judges every row of a tape. Where the filter is the engine it lays the
// track over it, which is the tape's own or, market-wide, that of another pair.
func (f *Filter) Screen(t *data.Tape, track *signals.Track) (*Screen, error) {
	switch f.Spec.Kind {
	case BlocksFile:
		return ByWindows(f.blocks, t), nil
	case HistoryFile:
		return f.history.Screen(t)
	case BuiltIn, ProfileFile:
		return ByTrack(track, t), nil
	default:
		return newScreen(t.Len()), nil
	}
}
