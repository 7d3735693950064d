package formats

import (
	"archive/zip"
	"fmt"
	"os"
	"strings"

	"github.com/klauspost/compress/flate"

	"github.com/remora-bt/remora-bt/data"
)

// readZip reads the one CSV file in a zip, as the Binance archive has them.
func readZip(f *os.File, size int64, c *data.Candles) error {
	z, err := zip.NewReader(f, size)
	if err != nil {
		return err
	}
	z.RegisterDecompressor(zip.Deflate, flate.NewReader)
	var text *zip.File
	for _, file := range z.File {
		switch {
		case file.FileInfo().IsDir():
		case text != nil || !strings.HasSuffix(strings.ToLower(file.Name), ".csv"):
			return fmt.Errorf("it holds %q: expected a single .csv file", clip(file.Name))
		default:
			text = file
		}
	}
	if text == nil {
		return fmt.Errorf("it holds no .csv file")
	}
	r, err := text.Open()
	if err != nil {
		return fmt.Errorf("%s: %w", clip(text.Name), err)
	}
	defer r.Close()
	plain := int64(min(text.UncompressedSize64, maxText))
	if err := readCSV(limit(r, size), extentOf(size, plain), c); err != nil {
		return fmt.Errorf("%s: %w", clip(text.Name), err)
	}
	return nil
}
