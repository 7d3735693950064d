package draw

import (
	"fmt"
	"html"
	"image"
	"image/color"
	"io"
	"math"
	"strings"
	"unicode/utf8"

	"golang.org/x/image/font"
	plotfont "gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Fonts are the families of an SVG's texts. All but the last have the widths of the
// first, for which the layout is made.
const Fonts = "'Liberation Sans', Arimo, Arial, Helvetica, sans-serif"

// SVG writes the chart as a file of its own or, in the theme Page, as an element for
// a web page: without a header, and with a role and a label for screen readers.
// Equal charts give equal bytes.
func (c Chart) SVG(t Theme, w io.Writer) error {
	f := c.layout(&t)
	s := &svg{height: f.height, classes: t.classes, stack: []pen{{}}}
	s.head(&c, f)
	f.draw(draw.NewCanvas(s, vg.Length(f.width), vg.Length(f.height)), &t, s)
	s.raw("</svg>\n")
	_, err := w.Write(s.b)
	return err
}

// svg is a canvas with an eye on size: relative coordinates with at most two
// decimals, no transformations, colours as attributes or classes.
type svg struct {
	b       []byte
	height  float64
	classes bool
	stack   []pen
}

// A pen is the state of drawing. Rotations are by quarter turns of texts only.
type pen struct {
	ink    color.Color
	width  vg.Length
	dashes []vg.Length
	angle  float64
	offset vg.Point
}

func (s *svg) raw(text string) { s.b = append(s.b, text...) }

func (s *svg) head(c *Chart, f *frame) {
	size := fmt.Sprintf(`viewBox="0 0 %g %g" font-family="%s"`, f.width, f.height, Fonts)
	if s.classes {
		s.raw(fmt.Sprintf(`<svg class="chart" id="chart-%s" role="img" aria-label="%s" %s>`+"\n", escape(c.Name), escape(c.Title+". "+c.Alt), size))
		return
	}
	s.raw(fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%g" height="%g" %s>`+"\n", f.width*4/3, f.height*4/3, size))
	s.raw("<title>" + escape(c.Title) + "</title>\n<desc>" + escape(c.Alt) + "</desc>\n")
}

// escape makes any text safe in XML, where most control characters may not stand.
func escape(text string) string {
	return html.EscapeString(strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 || r == utf8.RuneError || r == 0xfffe || r == 0xffff {
			return '\ufffd'
		}
		return r
	}, text))
}

// group begins a group that a script can find; end ends it. Only pages have them.
func (s *svg) group(attributes string) {
	if s != nil && s.classes {
		s.raw("<g " + attributes + ">\n")
	}
}

func (s *svg) end() {
	if s != nil && s.classes {
		s.raw("</g>\n")
	}
}

func (s *svg) pen() *pen { return &s.stack[len(s.stack)-1] }

// The methods of vg.Canvas.

func (s *svg) SetLineWidth(w vg.Length)               { s.pen().width = w }
func (s *svg) SetLineDash(d []vg.Length, _ vg.Length) { s.pen().dashes = d }
func (s *svg) SetColor(c color.Color)                 { s.pen().ink = c }
func (s *svg) Push()                                  { s.stack = append(s.stack, *s.pen()) }
func (s *svg) Pop()                                   { s.stack = s.stack[:len(s.stack)-1] }
func (s *svg) Scale(_, _ float64)                     { panic("draw: canvas cannot scale") }
func (s *svg) DrawImage(vg.Rectangle, image.Image)    { panic("draw: canvas has no images") }
func (s *svg) Rotate(angle float64)                   { s.pen().angle += angle }

func (s *svg) Translate(p vg.Point) { s.pen().offset = s.place(p) }

// place is where a point of the turned and moved canvas lies.
func (s *svg) place(p vg.Point) vg.Point {
	k := s.pen()
	if k.angle == 0 {
		return k.offset.Add(p)
	}
	turned := [...]vg.Point{p, {X: -p.Y, Y: p.X}, {X: -p.X, Y: -p.Y}, {X: p.Y, Y: -p.X}}
	return k.offset.Add(turned[int(math.Round(k.angle/(math.Pi/2)))&3])
}

// Stroke draws a path's line.
func (s *svg) Stroke(p vg.Path) {
	if len(p) < 2 || s.pen().width <= 0 {
		return
	}
	s.raw(`<path fill="none"`)
	s.colour("stroke")
	s.raw(` stroke-width="`)
	s.hundredths(round(float64(s.pen().width)))
	s.raw(`"`)
	for i, d := range s.pen().dashes {
		s.raw([...]string{` stroke-dasharray="`, " "}[min(i, 1)])
		s.hundredths(round(float64(d)))
	}
	if len(s.pen().dashes) > 0 {
		s.raw(`"`)
	}
	s.path(p)
}

// Fill fills a path.
func (s *svg) Fill(p vg.Path) {
	if len(p) > 1 {
		s.raw("<path")
		s.colour("fill")
		s.path(p)
	}
}

// colour writes the pen's colour for fill or stroke.
func (s *svg) colour(what string) {
	k, ok := s.pen().ink.(ink)
	if !ok {
		k = ink{alpha: 1, NRGBA: color.NRGBAModel.Convert(s.pen().ink).(color.NRGBA)}
	}
	if s.classes && ok {
		s.raw(` class="` + what[:1] + "-" + k.role.String() + `"`)
	} else {
		s.raw(" " + what + `="` + hex(k.NRGBA) + `"`)
	}
	if k.alpha < 1 {
		s.raw(" " + what + `-opacity="`)
		s.hundredths(round(k.alpha))
		s.raw(`"`)
	}
}

// FillString writes a text.
func (s *svg) FillString(f plotfont.Face, p vg.Point, text string) {
	at := s.place(p)
	x, y := round(float64(at.X)), round(s.height-float64(at.Y))
	s.raw(`<text x="`)
	s.hundredths(x)
	s.raw(`" y="`)
	s.hundredths(y)
	s.raw(`" font-size="`)
	s.hundredths(round(float64(f.Font.Size)))
	s.raw(`"`)
	if f.Font.Weight == font.WeightBold {
		s.raw(` font-weight="bold"`)
	}
	s.colour("fill")
	if a := s.pen().angle; a != 0 {
		s.raw(` transform="rotate(`)
		s.hundredths(round(-a * 180 / math.Pi))
		s.raw(" ")
		s.pair(x, y)
		s.raw(`)"`)
	}
	s.raw(">" + escape(text) + "</text>\n")
}
