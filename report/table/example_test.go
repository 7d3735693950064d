package table_test

import (
	"os"

	"github.com/remora-bt/remora-bt/report/table"
)

// One table has four forms.
func ExampleTable_Write() {
	t := table.New("", table.Words("Strategy").Numbers("Trades", "Profit"))
	t.Add("RSIEMA", 63, "-12.08")
	t.Add("MACDCross", 120, "4.10")
	_ = t.Write(os.Stdout, table.Options{Format: "csv"})
	_ = t.Write(os.Stdout, table.Options{Format: "md"})
	// Output:
	// Strategy,Trades,Profit
	// RSIEMA,63,-12.08
	// MACDCross,120,4.10
	// | Strategy | Trades | Profit |
	// |:--- | ---:| ---:|
	// | RSIEMA | 63 | −12.08 |
	// | MACDCross | 120 | 4.10 |
}
