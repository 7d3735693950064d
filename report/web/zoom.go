package web

import (
	"fmt"
	"math"
	"slices"

	"github.com/remora-bt/remora-bt/internal/portable"
	"github.com/remora-bt/remora-bt/report/chart/draw"
)

// shared are the candles of a page's charts, each once.
type shared struct {
	ids map[*draw.Candles]string
	All []candleData
}

// candleData are candles in numbers that take few bytes: of each the open less the close
// before, the close less the open, what the high is above both and the low below both,
// in units.
type candleData struct {
	ID   string  `json:"-"`
	From int64   `json:"from"` // minutes since 1970
	Step int64   `json:"step"` // minutes
	Unit float64 `json:"unit"`
	V    []int64 `json:"v"`
}

// zoomData are a panel's candles by their ID, and its trades and refused entries.
type zoomData struct {
	Candles string      `json:"candles"`
	Unit    float64     `json:"unit"`
	Kinds   [][2]string `json:"kinds"`   // name and colour
	Trades  []int64     `json:"trades"`  // six each: minutes since the one before, minutes, buy, sell − buy, profit in 0.01 %, kind
	Refused []int64     `json:"refused"` // minutes since the one before
}

// shareCandles packs the candles that charts zoom into.
func shareCandles(charts []draw.Chart) *shared {
	s := &shared{ids: map[*draw.Candles]string{}}
	for i := range charts {
		for k := range charts[i].Panels {
			z := charts[i].Panels[k].Zoom
			if z == nil || z.Candles == nil || s.ids[z.Candles] != "" {
				continue
			}
			id := fmt.Sprintf("candles-%d", len(s.All)+1)
			s.ids[z.Candles] = id
			d := packed(z.Candles)
			d.ID = id
			s.All = append(s.All, d)
		}
	}
	return s
}

// packed rounds prices to five or six digits of the highest one.
func packed(c *draw.Candles) candleData {
	top := 0.0
	for _, k := range c.OHLC {
		top = max(top, k[1])
	}
	d := candleData{From: minutes(c.From), Step: minutes(c.Step), Unit: unitOf(top), V: make([]int64, 0, 4*len(c.OHLC))}
	last := int64(0)
	for _, k := range c.OHLC {
		o, h, l, e := whole(k[0], d.Unit), whole(k[1], d.Unit), whole(k[2], d.Unit), whole(k[3], d.Unit)
		d.V = append(d.V, o-last, e-o, h-max(o, e), min(o, e)-l)
		last = e
	}
	return d
}

// unitOf is the power of ten that leaves five or six digits.
func unitOf(top float64) float64 {
	if !(top > 0) || math.IsInf(top, 0) {
		return 1
	}
	return math.Pow10(portable.Decade(top) - 5)
}

func whole(v, unit float64) int64 { return int64(math.Round(v / unit)) }

func minutes(ms float64) int64 { return int64(math.Round(ms / 60_000)) }

// zoom packs what a panel shows when its reader zooms in.
func (s *shared) zoom(z *draw.Zoom) *zoomData {
	if z == nil || s.ids[z.Candles] == "" {
		return nil
	}
	top := 0.0
	for _, t := range z.Trades {
		top = max(top, t.Buy, t.Sell)
	}
	d := &zoomData{Candles: s.ids[z.Candles], Unit: unitOf(top)}
	last := int64(0)
	for _, t := range z.Trades {
		from, buy := minutes(t.From), whole(t.Buy, d.Unit)
		d.Trades = append(d.Trades, from-last, minutes(t.To)-from, buy, whole(t.Sell, d.Unit)-buy, whole(t.Percent, 0.01), d.kind(t))
		last = from
	}
	last = 0
	for _, at := range z.Refused {
		d.Refused = append(d.Refused, minutes(at)-last)
		last = minutes(at)
	}
	return d
}

// kind is the number of what became of a trade.
func (d *zoomData) kind(t draw.Stay) int64 {
	for i, k := range d.Kinds {
		if k[0] == t.Kind {
			return int64(i)
		}
	}
	d.Kinds = append(d.Kinds, [2]string{t.Kind, t.Role.String()})
	return int64(len(d.Kinds) - 1)
}

// used reports whether any of the drawn charts shows the candles.
func (s *shared) used(drawn map[string]*figure) bool {
	for _, f := range drawn {
		if f.Values != nil && slices.ContainsFunc(f.Values.Panels, func(p panelData) bool { return p.Zoom != nil }) {
			return true
		}
	}
	return false
}

// zoomLegend explains the marks that only a zoomed chart has.
func zoomLegend(v *values) []sample {
	if v == nil {
		return nil
	}
	var out []sample
	for _, p := range v.Panels {
		if p.Zoom == nil {
			continue
		}
		add := func(name, class string) {
			if s := (sample{name, "k " + class}); !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
		add("candle up", "k-box b-gain")
		add("candle down", "k-box b-loss")
		for _, k := range p.Zoom.Kinds {
			add(k[0], "k-line b-"+k[1])
		}
		if len(p.Zoom.Refused) > 0 {
			add("refused entry", "k-cross b-blocked")
		}
	}
	return out
}
