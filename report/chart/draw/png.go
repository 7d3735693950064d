package draw

import (
	"cmp"
	"image"
	"image/color"
	"image/png"
	"io"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
)

// dpi of PNG files: sharp on screens of double density and in print.
const dpi = 144

// PNG writes the chart as a picture of 144 dots per inch.
func (c Chart) PNG(t Theme, w io.Writer) error {
	f := c.layout(&t)
	canvas := vgimg.NewWith(
		vgimg.UseWH(vg.Length(f.width), vg.Length(f.height)), vgimg.UseDPI(dpi), vgimg.UseBackgroundColor(t.Colours[Back]))
	f.draw(draw.NewCanvas(canvas, vg.Length(f.width), vg.Length(f.height)), &t, nil)
	var img image.Image = canvas.Image()
	if rgba, ok := img.(*image.RGBA); ok {
		img = fewer(rgba)
	}
	e := png.Encoder{CompressionLevel: png.BestSpeed}
	return e.Encode(w, img)
}

// A shadeOf counts the pixels of one of 32³ groups of colours.
type shadeOf struct {
	group  int
	pixels int
	colour color.RGBA // of its first pixel
}

// fewer reduces an opaque picture to 256 colours, a third of the size: the charts
// have few, and what lies between is the soft edge of a line. The commonest groups
// of colours stay; any other takes the nearest of them.
func fewer(img *image.RGBA) *image.Paletted {
	const cube = 32 * 32 * 32
	group := func(p []byte) int { return int(p[0])>>3<<10 | int(p[1])>>3<<5 | int(p[2])>>3 }
	all := make([]shadeOf, cube)
	for i := 0; i+3 < len(img.Pix); i += 4 {
		p := img.Pix[i : i+4 : i+4]
		s := &all[group(p)]
		if s.pixels++; s.pixels == 1 {
			s.group, s.colour = group(p), color.RGBA{p[0], p[1], p[2], 255}
		}
	}
	used := slices.DeleteFunc(slices.Clone(all), func(s shadeOf) bool { return s.pixels == 0 })
	slices.SortStableFunc(used, func(a, b shadeOf) int { return cmp.Compare(b.pixels, a.pixels) })
	var palette color.Palette
	for _, s := range used[:min(256, len(used))] {
		palette = append(palette, s.colour)
	}
	index := make([]byte, cube)
	for _, s := range used {
		index[s.group] = byte(palette.Index(s.colour))
	}
	out := image.NewPaletted(img.Rect, palette)
	for i := range out.Pix {
		out.Pix[i] = index[group(img.Pix[4*i:4*i+4])]
	}
	return out
}
