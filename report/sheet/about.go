package sheet

import (
	"maps"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/report/table"
)

// Explained is a table that says of every figure how it is worked out: of a column of
// numbers, or of the row where a row is one figure.
func (s *Study) Explained(t *table.Table) *table.Table {
	out := *t
	out.Columns = append(table.Columns(nil), t.Columns...)
	for i, c := range out.Columns {
		if c.About == "" && !c.Text {
			out.Columns[i].About = s.about(t.Title, c.Name)
		}
	}
	return &out
}

// Formulas are how the figures of all columns are worked out, by column.
func Formulas() []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(columns)) {
		out = append(out, name+": "+columns[name])
	}
	for _, of := range byTable {
		for _, name := range slices.Sorted(maps.Keys(of.columns)) {
			out = append(out, name+" (in "+Capital(strings.ToLower(of.title))+"): "+of.columns[name])
		}
	}
	return out
}

// about is how the figures of a column are worked out; "" if that is not known.
func (s *Study) about(title, column string) string {
	name := column
	if s.StakeCurrency != "" {
		name = strings.TrimSuffix(column, " "+s.StakeCurrency)
	}
	for _, of := range byTable {
		if text := of.columns[name]; text != "" && strings.HasPrefix(title, of.title) {
			return text
		}
	}
	return columns[name]
}

// byTable are columns that mean something else in one table than in the others.
var byTable = []struct {
	title   string
	columns map[string]string
}{
	{"WORST DAYS", map[string]string{
		"Between":       "90 % interval of what lies beyond a smaller stake: paired stationary bootstrap over days",
		"Shifted masks": "Fall of the mean of the worst 5 % of days under shifted masks, mean of all of them, %",
		"p worse":       "(1 + #{T_s ≤ T}) / (1 + B) over B shifted masks, T = points chosen / their spread",
	}},
	{"BLOCKED TRADES", map[string]string{
		"Blocked":      "Baseline trades of this group that the filter refused",
		"Baseline":     "All baseline trades of this group",
		"Mean":         "Mean profit of those trades at the book's stake",
		"Chosen alone": "Choosing of a mask that refuses the signals of this group alone, and so has other trades around them than the whole mask",
	}},
	{"CHOOSING BY MONTH", map[string]string{"Choosing": "The part of choosing that lies on days of this month, on which trades end, or in weeks that begin in it; the months add up to the whole"}},
	{"BLOCKED AGAINST ALL", map[string]string{"Trades": "Signals with the trade each would have become, or trades that were made"}},
	{"FEES", map[string]string{
		"Baseline": "Profit of the baseline at this fee", "Filtered": "Profit of the filtered arm at this fee",
		"Delta": "Filtered − baseline at this fee",
	}},
	{"RISK AT THE FIXED STAKE", map[string]string{
		"Baseline": "The metric of the baseline's daily profit at the fixed stake", "Filtered": "The metric of the filtered arm's daily profit at the fixed stake",
		"Delta": "Filtered − baseline",
	}},
	{"AGAINST", map[string]string{
		"Delta": "This filter's profit − the second filter's, same trades", "Choosing": "What this filter chose − what the second one chose",
		"Between": "90 % interval of the figure before it", "p better": "One-sided, that this filter chose better", "p worse": "One-sided, that it chose worse",
	}},
	{"ABLATION", map[string]string{"Profit": "Profit of the filter without this input, fixed stake", "Delta": "That profit − the baseline's"}},
	{"ATTRIBUTION", map[string]string{"Delta": "What these trades add to filtered − baseline of the wallet's runs", "Trades": "Number of trades of this fate", "Profit": "Σ profit of these trades in the wallet's runs"}},
	{"PROFIT BY STRATEGY", map[string]string{"Delta": "Filtered − baseline of the wallet's runs in this month", "Profit": "Σ profit of the baseline's trades that closed in this month"}},
}

// columns are how the figures of a column are worked out.
var columns = map[string]string{
	"#":                     "Rank by depth",
	"Absent":                "Share of the bars at which the input had no reading, %",
	"Average loss":          "Mean profit of the losing ones at the book's stake",
	"Average win":           "Mean profit of the winning ones at the book's stake",
	"Avg Duration":          "Mean of close date − open date",
	"Avg Profit %":          "100 · mean of profit_ratio",
	"Bars":                  "Number of tested candles of which this is so",
	"Bars %":                "Share of all tested candles, %",
	"Baseline trades":       "Closed trades of the baseline",
	"Best days given up":    "100 · (1 − mean of the best 5 % of days filtered / baseline), each arm by its own",
	"Between":               "90 % interval: choosing − q95·S to choosing − q05·S, q the quantiles of the shifted masks' T",
	"Beyond it":             "Milder − smaller stake, points",
	"Blocked %":             "Entry signals refused / entry signals, %",
	"bp":                    "10⁴ · choosing / (stake · Σ n(1 − q)): how much worse a refused trade was than a kept one near it",
	"bp between":            "90 % interval of bp",
	"By choice":             "Choosing of the worst days, points",
	"Choosing":              "Σ z − c·Σ n = delta − less: what refusing these trades brought beyond refusing as many of those within 90 days",
	"choosing":              "Σ z − c·Σ n = delta − less: what refusing these trades brought beyond refusing as many of those within 90 days",
	"Choosing lost":         "Choosing of the whole filter − choosing without this input",
	"Days":                  "Days from the peak to the recovery, or to the end of the run",
	"delta":                 "Filtered − baseline",
	"Delta":                 "Profit of the filtered arm − profit of the baseline, every trade at the same stake",
	"Depth":                 "Peak − valley of the daily equity marked to market",
	"Depth %":               "100 · (peak − valley) / peak",
	"Draw":                  "Trades with a profit of 0",
	"Drawdown":              "max(H − C), C = running Σ profit by close date, H = its running maximum",
	"Drawdown %":            "100 · (H − C)/(S + H), S = starting balance",
	"Drawn":                 "Trades with a profit of 0",
	"Entries":               "Number of entry signals, or of trades with this tag",
	"Entries %":             "Share of all entry signals, %",
	"Exits":                 "Closed trades with this exit reason",
	"Fail-open %":           "Entry signals admitted for want of data / entry signals, %",
	"Filtered %":            "Baseline trades that the filter refused / baseline trades, %",
	"Fresh":                 "Share of the bars at which the input was no older than allowed, %",
	"Its share":             "Share that refusing as many trades by chance would have avoided, %",
	"Less":                  "Delta − choosing: what refusing as many trades of the 90 days before and after would have brought",
	"Losers in high risk %": "Losing baseline trades with a risk class of high or above / losing baseline trades, %",
	"Loss":                  "Trades with a profit below 0",
	"Mean":                  "Mean profit at the book's stake",
	"Median":                "Median profit at the book's stake",
	"Milder":                "100 · (1 − CVaR filtered / CVaR baseline), CVaR = mean of the worst 5 % of days, each arm by its own",
	"p better":              "(1 + #{T_s ≥ T}) / (1 + B) over B shifted masks, T = choosing / its spread",
	"p knows":               "(1 + #{T_s ≥ T}) / (1 + B) over B shifted masks, T = points chosen / their spread",
	"p worse":               "(1 + #{T_s ≤ T}) / (1 + B) over B shifted masks, T = choosing / its spread",
	"p, corrected":          "The p of the answer, corrected for the number of counted cells: step-down maxT (Romano and Wolf 2005), Holm (1979) between periods",
	"Points":                "Tail avoided − its share, points",
	"Points between":        "90 % interval of points",
	"Points milder":         "Milder − milder under the second filter, points",
	"Profit":                "Σ profit at the book's stake",
	"Profit %":              "100 · profit_ratio of the trade",
	"Profit Factor":         "Σ profit of the winners / −Σ profit of the losers",
	"Profit factor":         "Σ profit of the winners / −Σ profit of the losers",
	"Profit filtered":       "Σ profit of the filtered arm's trades that closed in this month",
	"Rank":                  "Place among the shifted masks, 1 the best",
	"Refused":               "Trades that the filter refused, of those the baseline makes at the fixed stake",
	"Risk":                  "risk_score at the signal candle, 0 to 1",
	"Risk of losers":        "Mean risk_score at the signals of losing baseline trades",
	"Risk of winners":       "Mean risk_score at the signals of winning baseline trades",
	"Shifted masks":         "Mean of all shifted masks",
	"Shifted masks' mean":   "The metric under shifted masks, mean of all of them",
	"Smaller stake":         "Refused / trades, %: what a stake smaller by that share gives",
	"Stale":                 "Share of the bars at which the input was older than allowed, %",
	"Start":                 "Day of the peak",
	"Valley":                "Day of the lowest equity",
	"End (recovery)":        "Day on which the peak was reached again; – if it was not",
	"Tail avoided":          "Share of the loss on the baseline's worst days that was avoided = its share + points, %",
	"Tail days":             "Number of worst days: 5 % of all days, at most a quarter of the losing ones",
	"Tot Profit":            "Σ profit",
	"Tot Profit %":          "100 · Σ profit / starting balance",
	"Trades":                "Number of closed trades",
	"Trades filtered":       "Closed trades of the filtered arm",
	"Trades in high risk %": "Baseline trades with a risk class of high or above / baseline trades, %",
	"Win":                   "Trades with a profit above 0",
	"Win%":                  "Trades with a profit above 0 / trades, %",
	"Worst":                 "The lowest value",
	"Baseline":              "The baseline's own",
	"Filtered":              "The filtered arm's own",
	"baseline":              "The figure that the row names, of the baseline",
	"filtered":              "The figure that the row names, of the filtered arm",
	"Value":                 "The figure that the row names",
	"Bytes":                 "Size of the file",
}
