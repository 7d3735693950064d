package verdict

import "github.com/remora-bt/remora-bt/backtest/lanes"

// Turns are those of one draw.
func (s *Subject) Turns(draw int) [][]lanes.Turn { return s.turns(draw) }
