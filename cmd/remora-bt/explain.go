package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals"
)

func explainCmd() *cobra.Command {
	var pair, at string
	cmd := &cobra.Command{
		Use:   "explain --at TIME",
		Short: "Show what the risk engine said at one time, and why",
		Long: `explain prints the engine's answer at the close of the last candle that had closed
by a time: first as Remora's interface gives it, then every input with its value,
the time that it speaks of, when it was public and how old it was, then every part
of the risk score with what it adds.`,
		Example: `  remora-bt explain -d candles --context context --pair BTC/USDT --at "2022-05-12 10:00"`,
		Args:    noArgs,
	}
	bound := bindEngine(cmd.Flags(), "datadir", "timeframe", "filter", "filter-set", "context", "seed")
	cmd.Flags().StringVarP(&pair, "pair", "p", "BTC/USDT", "pair to judge")
	cmd.Flags().StringVar(&at, "at", "", "time in UTC, as in 2022-05-12T10:00:00Z")
	format := cmd.Flags().String("format", "table", "table, json")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if *format != "table" && *format != "json" {
			return flagError{fmt.Errorf("format %q: expected table, json", *format)}
		}
		if at == "" {
			return flagError{fmt.Errorf("explain needs --at, a time in UTC such as 2022-05-12T10:00:00Z")}
		}
		now, err := data.ParseInstant(at)
		if err != nil {
			return flagError{fmt.Errorf("--at: %w", err)}
		}
		p, err := bound(func(s *Study) { s.Pairs = []string{pair} })
		if err != nil {
			return err
		}
		f, err := openEngine(p.study)
		if err != nil {
			return err
		}
		h, tracks, err := engineTracks(cmd.Context(), p, f, cmd.ErrOrStderr())
		if err != nil {
			return err
		}
		k := tracks[0]
		row, ok := k.Closing(now)
		if !ok || now >= k.Open(k.Len()).Add(k.Step) {
			return invalid(fmt.Errorf("%s: no candle of %s had just closed at %s: the candles close from %s to %s",
				pair, k.Step, now, k.Open(1), k.Open(k.Len())))
		}
		e := explanation{track: k, said: k.At(row), synthetic: h.synthetic}
		if *format == "json" {
			return e.json(cmd.OutOrStdout())
		}
		return e.table(cmd.OutOrStdout())
	}
	return cmd
}

// An explanation is one answer of the engine, ready to be printed.
type explanation struct {
	track     *signals.Track
	said      signals.Assessment
	synthetic bool
}

func (e explanation) table(w io.Writer) error {
	c := e.track.Config
	x := c.Explain(&e.said)
	title := fmt.Sprintf("%s at %s, profile %s version %d (%.12s)", e.track.Pair, e.said.At, c.Name, c.Version, c.Hash())
	if e.synthetic {
		title += ", synthetic"
	}
	if _, err := fmt.Fprintf(w, "%s\n\n%s\n\n", c.Answer(&e.said), title); err != nil {
		return err
	}
	in := table.NewWriter()
	in.AppendHeader(table.Row{"Input", "State", "Value", "Event", "Known", "Age", "Max age", "Confidence"})
	in.AppendRow(table.Row{x.Technical.Name, x.Technical.State, "", "", "", "", "", shortNumber(x.Technical.Weight)})
	for _, r := range x.Readings {
		row := table.Row{r.Name, r.State, "", "", "", "", r.MaxAge, shortNumber(r.Weight)}
		if r.Ok() {
			row[2], row[3], row[4], row[5] = shortNumber(r.Value), r.Event, r.Known, r.Age.Duration()
		}
		in.AppendRow(row)
	}
	if err := render(w, in, "table"); err != nil {
		return err
	}
	parts := table.NewWriter()
	parts.AppendHeader(table.Row{"Part", "Class", "Value", "Weight", "Adds"})
	for _, l := range x.Parts {
		name := strings.Repeat("  ", map[bool]int{true: 1}[l.Term]) + l.Name
		if !l.Ok {
			parts.AppendRow(table.Row{name, "no opinion", "", shortNumber(l.Weight), ""})
			continue
		}
		parts.AppendRow(table.Row{name, l.Class, fmt.Sprintf("%.4f", l.Value), shortNumber(l.Weight), fmt.Sprintf("%.4f", l.Summand)})
	}
	parts.AppendSeparator()
	parts.AppendRow(table.Row{"risk_score", e.said.Class, "", "", fmt.Sprintf("%.4f", e.said.Risk)})
	return render(w, parts, "table")
}

// shortNumber is a number in as few digits as it takes.
func shortNumber(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

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

func (e explanation) json(w io.Writer) error {
	c := e.track.Config
	x := c.Explain(&e.said)
	out := jsonExplanation{
		Pair: e.track.Pair, At: e.said.At, Synthetic: e.synthetic,
		Profile: jsonProfile{c.Name, c.Version, c.Hash()}, Assessment: c.Answer(&e.said),
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
	return printJSON(w, out)
}
