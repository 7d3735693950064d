package verdict

import "github.com/remora-bt/remora-bt/backtest"

// Turns are those of one draw.
func (s *Subject) Turns(draw int) [][]backtest.Turn { return s.turns(draw) }
