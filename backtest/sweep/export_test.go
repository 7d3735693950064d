package sweep

import "github.com/remora-bt/remora-bt/data"

// Over lays the windows over a span.
func (w Windows) Over(from, to data.Instant) []Window { return w.over(from, to) }
