package answer_test

import (
	"fmt"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/report/answer"
)

// Answers in rows are short, and p-values never 0.
func ExampleShort() {
	p := 0.0002
	fmt.Println(answer.Short(verdict.Helps), answer.P(&p), answer.Span(-230.4, 12, "USDT"))
	// Output:
	// helps p < 0.001 −230 to +12
}
