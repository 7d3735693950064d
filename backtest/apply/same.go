package apply

import (
	"fmt"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies/freqtrade"
)

// sameBacktest refuses a filtered result that differs from the ordinary one in more
// than the filter.
func (c *Case) sameBacktest() error {
	if c.Filtered == nil || c.Ordinary == nil {
		return nil
	}
	f, o := c.Filtered, c.Ordinary
	for _, x := range []struct {
		name      string
		got, want any
	}{
		{"timeframe", f.Timeframe, o.Timeframe},
		{"timeframe_detail", f.Detail, o.Detail},
		{"range", data.TimeRange{From: f.From, To: f.To, HasFrom: true, HasTo: true}, data.TimeRange{From: o.From, To: o.To, HasFrom: true, HasTo: true}},
		{"pairlist", fmt.Sprint(f.Pairs), fmt.Sprint(o.Pairs)},
		{"starting_balance", f.Start, o.Start},
		{"stake_amount", stakeOf(f), stakeOf(o)},
		{"max_open_trades", f.Slots, o.Slots},
		{"enable_protections", f.Protections, o.Protections},
	} {
		if x.got != x.want {
			return fmt.Errorf("%s: %s %v: expected %v, as in %s; --verify prints the command", f.Place, x.name, x.got, x.want, o.Place)
		}
	}
	return nil
}

func stakeOf(r *freqtrade.Result) string {
	if r.Unlimited {
		return "unlimited"
	}
	return fmt.Sprint(r.Stake)
}

// alike refuses strategies that cannot share a study.
func (in *Input) alike() error {
	first := in.Cases[0]
	for _, c := range in.Cases {
		if c.live && c.source().Timeframe == first.source().Timeframe {
			continue
		}
		a, b := first.source(), c.source()
		for _, x := range []struct {
			name      string
			want, got any
		}{
			{"timeframe", a.Timeframe, b.Timeframe},
			{"pairlist", fmt.Sprint(a.Pairs), fmt.Sprint(b.Pairs)},
			{"range", first.timerange(), c.timerange()},
		} {
			if x.want != x.got {
				return fmt.Errorf("%s: strategy %s: %s %v: expected %v, as %s has; apply them one by one", b.Place, c.Name, x.name, x.got, x.want, first.Name)
			}
		}
		if err := c.sameBacktest(); err != nil {
			return err
		}
		if c.Stacked != nil && c.Ordinary != nil && c.Stacked.Timeframe != c.Ordinary.Timeframe {
			return fmt.Errorf("%s: timeframe %s: expected %s, as in %s", c.Stacked.Place, c.Stacked.Timeframe, c.Ordinary.Timeframe, c.Ordinary.Place)
		}
	}
	return nil
}
