package main

import (
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/signals/lookahead"
	"github.com/remora-bt/remora-bt/strategies"
)

func TestLookaheadCommand(t *testing.T) {
	args := []string{"lookahead", "-d", sampleDir(t), "--context", sampleContext(t), "--pairs", "BTC/USDT", "--cuts", "2", "--format", "csv"}
	code, stdout, stderr := remora(t, args...)
	if code != exitOK {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	if lines := strings.Count(stdout, "\n"); lines != 4+len(strategies.All()) || !strings.Contains(stdout, "BTC/USDT,engine,11524,0,") {
		t.Errorf("%d lines:\n%s", lines, stdout)
	}
	err := verdictOf([]study.Finding{{Pair: "BTC/USDT", Finding: lookahead.Finding{Component: "x", Cuts: 9, Biased: 3}}})
	if exitCode(err) != exitLookAhead || !strings.Contains(err.Error(), "x of BTC/USDT gave other answers at 3 of 9 cuts") {
		t.Errorf("verdict %v with exit code %d", err, exitCode(err))
	}
}
