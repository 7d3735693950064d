package draw

import (
	"strings"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
)

// Sizes of type in points.
const (
	titleSize = 11
	noteSize  = 8
	labelSize = 8.5
	cellSize  = 8.5
)

// middle sets digits and capitals to the middle of a line, which have no descent.
const middle = text.YCenter + 0.09

func style(size float64, bold bool) text.Style {
	f := font.Font{Typeface: "Liberation", Variant: "Sans", Size: font.Length(size)}
	if bold {
		f.Weight = xfont.WeightBold
	}
	return text.Style{Font: f, Handler: plot.DefaultTextHandler}
}

// plain is the style of a text of that size where the theme has its usual one.
func (t *Theme) plain(size float64) text.Style { return style(t.size(size), false) }

func (t *Theme) style(size float64, r Role, place Place) text.Style {
	s := t.plain(size)
	s.Color = t.ink(r, 1)
	switch place {
	case Right:
		s.XAlign, s.YAlign = text.XLeft, middle
	case Left:
		s.XAlign, s.YAlign = text.XRight, middle
	case Above:
		s.XAlign, s.YAlign = text.XCenter, text.YBottom
	case Below:
		s.XAlign, s.YAlign = text.XCenter, text.YTop
	default:
		s.XAlign, s.YAlign = text.XCenter, middle
	}
	return s
}

func widthOf(s text.Style, line string) float64 { return float64(s.Width(line)) }

// wrap breaks a text between words into at most n lines of a width. What is left
// over ends in an ellipsis.
func wrap(s text.Style, line string, width float64, n int) []string {
	var out []string
	words := strings.FieldsFunc(line, func(r rune) bool { return r == ' ' || r == '\n' }) // not at no-break spaces
	for len(words) > 0 && len(out) < n {
		k := 1
		for k < len(words) && widthOf(s, strings.Join(words[:k+1], " ")) <= width {
			k++
		}
		if len(out) == n-1 && k < len(words) {
			k = len(words)
		}
		out = append(out, fit(s, strings.Join(words[:k], " "), width))
		words = words[k:]
	}
	return out
}

// fit cuts a text to a width.
func fit(s text.Style, line string, width float64) string {
	if widthOf(s, line) <= width {
		return line
	}
	letters := []rune(line)
	low, high := 0, min(len(letters), 400) // letters that fit, and that do not
	for low+1 < high {
		if mid := (low + high) / 2; widthOf(s, string(letters[:mid])+"…") <= width {
			low = mid
		} else {
			high = mid
		}
	}
	return string(letters[:low]) + "…"
}
