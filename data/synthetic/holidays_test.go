package synthetic

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/shared"
)

func TestClosed(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		day  data.Instant
		want holiday
	}{
		{"an ordinary Tuesday", data.Date(2024, 1, 2), holiday{}},
		{"a Saturday", data.Date(2024, 1, 6), holiday{true, true}},
		{"New Year", data.Date(2024, 1, 1), holiday{true, true}},
		{"New Year on a Sunday, kept on Monday", data.Date(2023, 1, 2), holiday{true, true}},
		{"Martin Luther King", data.Date(2024, 1, 15), holiday{true, true}},
		{"Washington", data.Date(2023, 2, 20), holiday{true, true}},
		{"Good Friday", data.Date(2024, 3, 29), holiday{exchange: true}},
		{"Good Friday", data.Date(2023, 4, 7), holiday{exchange: true}},
		{"Memorial Day", data.Date(2023, 5, 29), holiday{true, true}},
		{"Juneteenth before the law", data.Date(2020, 6, 19), holiday{}},
		{"Juneteenth", data.Date(2023, 6, 19), holiday{true, true}},
		{"Independence Day on a Saturday, kept on Friday", data.Date(2020, 7, 3), holiday{true, true}},
		{"New Year on a Saturday, not kept by exchanges", data.Date(2021, 12, 31), holiday{fed: true}},
		{"Labor Day", data.Date(2024, 9, 2), holiday{true, true}},
		{"Columbus", data.Date(2024, 10, 14), holiday{fed: true}},
		{"Veterans", data.Date(2024, 11, 11), holiday{fed: true}},
		{"Thanksgiving", data.Date(2023, 11, 23), holiday{true, true}},
		{"Christmas on a Sunday, kept on Monday", data.Date(2022, 12, 26), holiday{true, true}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := closed(tt.day); got != tt.want {
				t.Errorf("closed(%s) = %+v, want %+v", tt.day, got, tt.want)
			}
		})
	}
}

// Days on which the real broad dollar index has a value are those on which the
// Federal Reserve was open.
func TestClosedAgainstTheDollar(t *testing.T) {
	t.Parallel()
	f, err := os.Open(filepath.Join(shared.Dir(t), "context", "dtwexbgs.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	open := map[data.Instant]bool{}
	var first, last data.Instant
	for _, row := range rows[1:] {
		d, err := data.ParseInstant(row[0])
		if err != nil {
			t.Fatal(err)
		}
		if first == 0 {
			first = d
		}
		last, open[d] = d, row[1] != ""
	}
	decreed := []data.Instant{ // closed by decree, once
		data.Date(2019, 12, 24), data.Date(2020, 11, 27), data.Date(2020, 12, 24), data.Date(2021, 1, 20),
	}
	for d := first; d <= last; d += day {
		if slices.Contains(decreed, d) {
			continue
		}
		if got := !closed(d).fed; got != open[d] {
			t.Errorf("%s: open = %t, want %t", d, got, open[d])
		}
	}
}
