package apply

import (
	"github.com/remora-bt/remora-bt/strategies/freqtrade"
)

// command is the stacked backtest that belongs to the ordinary result.
func (c *Case) command() freqtrade.Command {
	cmd := freqtrade.CommandOf(c.Ordinary, c.timerange().String())
	cmd.Stacked = true
	return cmd
}
