package draw

import (
	"math"
	"strconv"

	"gonum.org/v1/plot/vg"
)

// path writes the path's data, each point relative to the one before.
func (s *svg) path(p vg.Path) {
	s.raw(` d="`)
	var x, y int
	for _, step := range p {
		if step.Type == vg.CloseComp {
			s.raw("z")
			continue
		}
		if step.Type == vg.ArcComp || step.Type == vg.CurveComp {
			panic("draw: canvas has no curves")
		}
		at := s.place(step.Pos)
		nx, ny := round(float64(at.X)), round(s.height-float64(at.Y))
		switch {
		case step.Type == vg.MoveComp:
			s.raw("M")
			s.pair(nx, ny)
		case ny == y:
			s.raw("h")
			s.hundredths(nx - x)
		case nx == x:
			s.raw("v")
			s.hundredths(ny - y)
		default:
			s.raw("l")
			s.pair(nx-x, ny-y)
		}
		x, y = nx, ny
	}
	s.raw("\"/>\n")
}

// dots draws discs as strokes of no length with round ends, a few bytes each.
func (s *svg) dots(points []vg.Point, radius vg.Length) {
	s.raw(`<path fill="none" stroke-linecap="round"`)
	s.colour("stroke")
	s.raw(` stroke-width="`)
	s.hundredths(round(2 * float64(radius)))
	s.raw(`" d="`)
	for _, p := range points {
		s.raw("M")
		s.pair(round(float64(p.X)), round(s.height-float64(p.Y)))
		s.raw("h0")
	}
	s.raw("\"/>\n")
}

// round is v in hundredths. The nudge decides halves, which are common in a layout: the
// layouter's last bit, which differs between platforms, then cannot.
func round(v float64) int { return int(math.Round(float64(v*100) + 1e-6)) }

// hundredths writes n/100 in as few bytes as it takes.
func (s *svg) hundredths(n int) {
	if n < 0 {
		s.b = append(s.b, '-')
		n = -n
	}
	if n >= 100 || n == 0 {
		s.b = strconv.AppendInt(s.b, int64(n/100), 10)
	}
	if r := n % 100; r != 0 {
		s.b = append(s.b, '.', byte('0'+r/10))
		if r%10 != 0 {
			s.b = append(s.b, byte('0'+r%10))
		}
	}
}

// pair writes two numbers; the sign of the second divides them where it can.
func (s *svg) pair(a, b int) {
	s.hundredths(a)
	if b >= 0 {
		s.b = append(s.b, ' ')
	}
	s.hundredths(b)
}
