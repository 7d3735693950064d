package chart_test

import (
	"io"
	"testing"

	"github.com/remora-bt/remora-bt/report/chart"
	"github.com/remora-bt/remora-bt/report/chart/draw"
)

func BenchmarkPrepare(b *testing.B) {
	candles, context := madeUp()
	s, c := run{strategy: "MACDCross", candles: candles[:1], context: context, synthetic: true}.source(b)
	for b.Loop() {
		chart.Of(s, c)
	}
}

func BenchmarkSVG(b *testing.B) {
	in := demo(b, "MACDCross")
	for b.Loop() {
		for _, c := range chart.All(in) {
			if err := c.SVG(draw.Light, io.Discard); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkPNG(b *testing.B) {
	in := demo(b, "MACDCross")
	for b.Loop() {
		for _, c := range chart.All(in) {
			if err := c.PNG(draw.Light, io.Discard); err != nil {
				b.Fatal(err)
			}
		}
	}
}
