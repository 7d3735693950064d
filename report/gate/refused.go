package gate

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/report/runfolder"
)

// A baselineFileRefusal is what the filter refused in one cell.
type baselineFileRefusal struct {
	By        map[string]map[string]string `json:"by"` // pair, month of the beginning: stretches, separated by spaces
	Counted   bool                         `json:"counted"`
	Deals     string                       `json:"deals_sha256"`
	Pairs     []string                     `json:"pairs"`
	Strategy  string                       `json:"strategy"`
	TimeRange string                       `json:"timerange"`
}

// stretchForm is a beginning within its month, to the minute or finer.
const stretchForm = "02T15:04:05.999"

// refusalFile writes stretches as beginning and length, as in 07T23:55:00+3h5m0s.
func refusalFile(r *runfolder.Refusal) baselineFileRefusal {
	out := baselineFileRefusal{
		By: map[string]map[string]string{}, Counted: r.Counted, Deals: r.Deals, Pairs: strings.Fields(r.Pairs), Strategy: r.Strategy, TimeRange: r.TimeRange,
	}
	for pair, list := range r.By {
		text := map[string][]string{}
		for _, s := range list {
			at := s.From.Time()
			month := at.Format("2006-01")
			text[month] = append(text[month], at.Format(stretchForm)+"+"+s.To.Time().Sub(at).String())
		}
		out.By[pair] = map[string]string{}
		for month, stretches := range text {
			out.By[pair][month] = strings.Join(stretches, " ")
		}
	}
	return out
}

func (in *baselineFileRefusal) read() (*runfolder.Refusal, error) {
	r := &runfolder.Refusal{
		Key:     runfolder.Key{Strategy: in.Strategy, Pairs: strings.Join(in.Pairs, " "), TimeRange: in.TimeRange},
		Counted: in.Counted, Deals: in.Deals, By: runfolder.Refused{},
	}
	for pair, months := range in.By {
		for _, month := range slices.Sorted(maps.Keys(months)) {
			for _, text := range strings.Fields(months[month]) {
				s, err := stretch(month, text)
				if err != nil {
					return r, fmt.Errorf("%s, %s: %q is not a stretch", runfolder.Quoted(pair), runfolder.Quoted(month), text)
				}
				r.By[pair] = append(r.By[pair], s)
			}
		}
	}
	return r, nil
}

func stretch(month, text string) (s runfolder.Stretch, err error) {
	at, length, _ := strings.Cut(text, "+")
	from, err := time.Parse("2006-01-"+stretchForm, month+"-"+at)
	if err != nil {
		return s, err
	}
	long, err := time.ParseDuration(length)
	if err != nil {
		return s, err
	}
	return runfolder.Stretch{From: data.Instant(from.UnixMilli()), To: data.Instant(from.Add(long).UnixMilli())}, nil
}
