package show

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/report/table"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/explain"
)

// An Explanation is one answer of the engine.
type Explanation struct {
	Track     *signals.Track
	Said      signals.Assessment
	Synthetic bool
}

// Explanation prints an answer as Remora's interface gives it, then its inputs and
// the parts of its score.
func (p *Printer) Explanation(e Explanation) {
	if p.opt.Format == "json" {
		p.JSON(e.json())
		return
	}
	c := e.Track.Config
	x := explain.Detail(&c, &e.Said)
	title := fmt.Sprintf("%s at %s, profile %s version %d (%.12s)", e.Track.Pair, e.Said.At, c.Name, c.Version, c.Hash())
	if e.Synthetic {
		title += ", synthetic"
	}
	p.answer(string(explain.JSON(&c, &e.Said)))
	p.Say("")
	p.Say("%s", title)
	p.Say("")
	in := table.New("", table.Words("Input", "State").Numbers("Value").Words("Event", "Known").Numbers("Age", "Max age", "Confidence").Keep("State", "Value"))
	in.Add(x.Technical.Name, x.Technical.State, "", "", "", "", "", Shortest(x.Technical.Weight))
	for _, r := range x.Readings {
		row := []any{r.Name, r.State, "", "", "", "", spanWords(r.MaxAge.Duration()), Shortest(r.Weight)}
		if r.Ok() {
			row[2], row[3], row[4], row[5] = Shortest(r.Value), r.Event, r.Known, spanWords(r.Age.Duration())
		}
		in.Add(row...)
	}
	p.Table(in)
	p.Say("")
	parts := table.New("", table.Words("Part", "Class").Numbers("Value", "Weight", "Adds"))
	for _, l := range x.Parts {
		name := strings.Repeat("  ", map[bool]int{true: 1}[l.Term]) + l.Name
		if !l.Ok {
			parts.Add(name, "no opinion", "", Shortest(l.Weight), "")
			continue
		}
		parts.Add(name, l.Class, Fixed(l.Value, 4), Shortest(l.Weight), Fixed(l.Summand, 4))
	}
	parts.Add("risk_score", e.Said.Class, "", "", Fixed(e.Said.Risk, 4))
	parts.Totals = 1
	p.Table(parts)
}

// answer prints JSON of several lines, broken between its members to the width of a
// terminal.
func (p *Printer) answer(text string) {
	for line := range strings.SplitSeq(text, "\n") {
		if p.opt.Format != "table" || p.opt.Width == 0 {
			p.verbatim(line)
			continue
		}
		members := strings.Split(line, `, "`)
		so := members[0]
		for _, m := range members[1:] {
			if utf8.RuneCountInString(so+m)+len(`, ",`) > p.opt.Width {
				p.verbatim(so + ",")
				so = `    "` + m
			} else {
				so += `, "` + m
			}
		}
		p.verbatim(so)
	}
}

// The JSON form of an explanation. Ages are in seconds.
type (
	jsonExplanation struct {
		Pair       string          `json:"pair"`
		At         data.Instant    `json:"at"` // the candle's close
		Synthetic  bool            `json:"synthetic"`
		Profile    jsonProfile     `json:"profile"`
		Assessment json.RawMessage `json:"assessment"`
		Inputs     []jsonInput     `json:"inputs"`
		Parts      []jsonPart      `json:"parts"`
	}
	jsonProfile struct {
		Name    string `json:"name"`
		Version int    `json:"version"`
		SHA256  string `json:"sha256"`
	}
	jsonInput struct {
		Name             string        `json:"name"`
		State            string        `json:"state"`
		Value            *float64      `json:"value"`
		EventTime        *data.Instant `json:"event_time"`
		KnownAt          *data.Instant `json:"known_at"`
		AgeSeconds       *int64        `json:"age_seconds"`
		MaxAgeSeconds    *int64        `json:"max_age_seconds"`
		ConfidenceWeight float64       `json:"confidence_weight"`
	}
	jsonPart struct {
		Name    string   `json:"name"`
		Of      string   `json:"of,omitempty"`
		Class   string   `json:"class,omitempty"`
		Value   *float64 `json:"value"`
		Weight  float64  `json:"weight"`
		Summand *float64 `json:"summand"`
	}
)

func (e *Explanation) json() any {
	c := e.Track.Config
	x := explain.Detail(&c, &e.Said)
	out := jsonExplanation{
		Pair: e.Track.Pair, At: e.Said.At, Synthetic: e.Synthetic,
		Profile: jsonProfile{c.Name, c.Version, c.Hash()}, Assessment: explain.JSON(&c, &e.Said),
		Inputs: []jsonInput{{Name: x.Technical.Name, State: x.Technical.State, ConfidenceWeight: x.Technical.Weight}},
	}
	seconds := func(d data.Timeframe) *int64 { return new(int64(d / data.Second)) }
	for _, r := range x.Readings {
		in := jsonInput{Name: r.Name, State: r.State, MaxAgeSeconds: seconds(r.MaxAge), ConfidenceWeight: r.Weight}
		if r.Ok() {
			in.Value, in.EventTime, in.KnownAt, in.AgeSeconds = &r.Value, &r.Event, &r.Known, seconds(r.Age)
		}
		out.Inputs = append(out.Inputs, in)
	}
	for _, l := range x.Parts {
		part := jsonPart{Name: l.Name, Class: l.Class, Weight: l.Weight}
		if l.Term {
			part.Of = signals.External.String()
		}
		if l.Ok {
			part.Value, part.Summand = &l.Value, &l.Summand
		}
		out.Parts = append(out.Parts, part)
	}
	return out
}
