package apply

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/study/config"
	"github.com/remora-bt/remora-bt/backtest/study/fault"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/inputs"
	"github.com/remora-bt/remora-bt/strategies/freqtrade"
)

// command is the stacked backtest that belongs to the ordinary result.
func (c *Case) command() freqtrade.Command {
	cmd := freqtrade.CommandOf(c.Ordinary, c.timerange().String())
	cmd.Stacked = true
	return cmd
}

// An Ask is what commands for freqtrade are wanted for.
type Ask struct {
	Configs   []string // freqtrade's configurations, in the order in which they override each other
	DataDir   string   // "" for freqtrade's own
	Strategy  string
	TimeRange string // "" for all candles
	Result    string // of an ordinary backtest, which has strategy and range
	Recorder  string // file of a subclass to record by; "" for none
}

// Commands are the lines that a shell runs freqtrade by, ordinary and stacked, with
// what there is to know about them in comments. An error is of kind Usage, or Data for
// a result that cannot be used.
func Commands(a Ask) (lines []string, err error) {
	if lines, err = a.commands(); err != nil || a.Recorder == "" {
		return lines, err
	}
	record, err := WriteRecorder(a.Strategy, a.Recorder)
	if err != nil {
		return nil, err
	}
	lines = append(lines, "# it records to "+record+", for --recorded")
	return append(lines, misplaced(a.Strategy, a.Recorder)...), nil
}

func (a *Ask) commands() ([]string, error) {
	if a.Result != "" {
		in, err := Open(config.Apply{Result: a.Result})
		if err != nil {
			return nil, err
		}
		var lines []string
		if a.Recorder != "" && len(in.Cases) > 1 {
			return nil, fault.Misuse(fmt.Errorf("%s: %d strategies: expected one to record", a.Result, len(in.Cases)))
		}
		a.Strategy = in.Cases[0].Name
		for _, c := range in.Cases {
			if c.live {
				return nil, fault.Misuse(fmt.Errorf("%s: a bot's database does not say how it was backtested: expected the result of a backtest", a.Result))
			}
			cmd := freqtrade.CommandOf(c.Ordinary, c.timerange().String())
			cmd.Configs, cmd.DataDir = a.Configs, a.DataDir
			lines = append(lines, pair(cmd, a.Recorder, freqtrade.Estimate(c.Ordinary.Signals()))...)
		}
		return lines, nil
	}
	cmd, err := a.fromConfig()
	if err != nil {
		return nil, fault.Misuse(err)
	}
	a.Strategy = cmd.Strategy
	return pair(cmd, a.Recorder, "about 4.5 seconds, and 0.1 to 0.8 ms for each candle that a trade is open; the ordinary result tells more"), nil
}

// pair are the ordinary and the stacked command.
func pair(cmd freqtrade.Command, recorder, time string) []string {
	var lines []string
	if cmd.Detail != 0 {
		file := "detail.json"
		cmd.Configs = append(cmd.Configs[:len(cmd.Configs):len(cmd.Configs)], file)
		lines = append(lines, "# with timeframe_detail both backtests need a configuration more; it changes the ordinary result too",
			fmt.Sprintf("echo '%s' > %s", strings.TrimSpace(freqtrade.DetailConfig), file))
	}
	lines = append(lines, "# "+cmd.Strategy+": the ordinary backtest, for --result", cmd.String())
	cmd.Stacked = true
	if recorder != "" {
		cmd.Strategy += freqtrade.RecorderSuffix
		cmd.StrategyPath = filepath.Dir(recorder)
	}
	return append(lines, "# every entry signal, for --opportunities: "+time, cmd.String())
}

// Config reads configurations of freqtrade's, and its variables over them.
func Config(files []string) (freqtrade.Config, error) {
	c, err := freqtrade.ReadConfig(files, func(name string) ([]byte, error) { return inputs.Read(name, mostConfig) })
	if err == nil {
		c.Environment(os.Environ())
	}
	return c, err
}

// mostConfig bounds a configuration file, in bytes.
const mostConfig = 1 << 20

func (a Ask) fromConfig() (freqtrade.Command, error) {
	cmd := freqtrade.Command{Configs: a.Configs, DataDir: a.DataDir, Strategy: a.Strategy, TimeRange: a.TimeRange}
	if len(a.Configs) == 0 {
		return cmd, errors.New("nothing to make a command of: name freqtrade's configuration with --config and --strategy, or the ordinary result with --result")
	}
	config, err := Config(a.Configs)
	if err != nil {
		return cmd, err
	}
	if cmd.Strategy == "" {
		cmd.Strategy, _ = config["strategy"].(string)
	}
	if cmd.Strategy == "" {
		return cmd, errors.New("no strategy: name it with --strategy")
	}
	if text, ok := config["timeframe"].(string); ok {
		if cmd.Timeframe, err = data.ParseTimeframe(text); err != nil {
			return cmd, err
		}
	}
	if text, ok := config["timeframe_detail"].(string); ok && text != "" {
		if cmd.Detail, err = data.ParseTimeframe(text); err != nil {
			return cmd, err
		}
	}
	stake, _ := config["stake_amount"].(string)
	slots, err := amount(config, "max_open_trades")
	if err != nil {
		return cmd, err
	}
	if stake == "unlimited" {
		wallet, err := amount(config, "dry_run_wallet")
		if err != nil {
			return cmd, err
		}
		cmd.Stake = freqtrade.StackedStake(0, true, wallet, int(slots))
		return cmd, nil
	}
	cmd.Stake, err = amount(config, "stake_amount")
	return cmd, err
}

// amount is a number above 0 of a configuration.
func amount(config freqtrade.Config, key string) (float64, error) {
	var text string
	switch v := config[key].(type) {
	case nil:
		if key == "dry_run_wallet" {
			return 1000, nil // freqtrade's default
		}
		return 0, fmt.Errorf("configuration: no %s", key)
	case json.Number:
		text = v.String()
	default:
		return 0, fmt.Errorf("configuration: %s %v: expected a number", key, v)
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || x <= 0 && key != "max_open_trades" {
		return 0, fmt.Errorf("configuration: %s %s: expected a number above 0", key, text)
	}
	return x, nil
}
