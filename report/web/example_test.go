package web_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/remora-bt/remora-bt/report/table"
	"github.com/remora-bt/remora-bt/report/web"
)

// A page is one file that needs no network.
func ExampleWrite() {
	t := table.New("Strategies", table.Words("Strategy").Numbers("Delta"))
	t.Add("RSIEMA", "+39.20")
	d := &web.Document{
		Title:    "BTC/USDT 5m",
		Cards:    []web.Card{{Title: "Profit", Answer: "INCONCLUSIVE", Fact: "+39.20 USDT"}},
		Sections: []web.Section{{ID: "strategies", Title: "Strategies", Blocks: []web.Block{{Table: t}}}},
	}
	var b bytes.Buffer
	if err := web.Write(context.Background(), &b, d); err != nil {
		fmt.Println(err)
		return
	}
	page := b.String()
	fmt.Println("says", strings.Contains(page, "INCONCLUSIVE"))
	fmt.Println("allows nothing else", strings.Contains(page, "Content-Security-Policy"))
	// Output:
	// says true
	// allows nothing else true
}
