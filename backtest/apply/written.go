package apply

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/stacked"
	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/backtest/study/fault"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/inputs"
	"github.com/remora-bt/remora-bt/internal/place"
	"github.com/remora-bt/remora-bt/strategies/freqtrade"
)

// WriteRecorder writes the subclass of a strategy that records what a stacked backtest
// does not export. It returns the file that a backtest will then write.
func WriteRecorder(strategy, file string) (record string, err error) {
	if err := ours(file); err != nil {
		return "", fault.Misuse(err)
	}
	if record, err = beside(file, "-record.jsonl"); err != nil {
		return "", fault.Misuse(err)
	}
	text, err := freqtrade.Recorder(strategy, record)
	if err != nil {
		return "", fault.Misuse(err)
	}
	return record, fault.Misuse(writeText(file, text))
}

// beside is the whole name of another file beside one of Python, which the subclass
// looks for wherever freqtrade is started.
func beside(file, ending string) (string, error) {
	stem, ok := strings.CutSuffix(file, ".py")
	if !ok {
		return "", fmt.Errorf("%s: expected a name that ends with .py, beside the strategy's file", file)
	}
	return filepath.Abs(stem + ending)
}

// ours refuses the name of a file that somebody else wrote, as the strategy's own, and
// one in a folder that is not there.
func ours(file string) error {
	if _, err := beside(file, ""); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Dir(file)); err != nil {
		return err
	}
	f, _, err := inputs.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	head := make([]byte, 1<<10)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return err
	}
	if !bytes.Contains(head[:n], []byte(freqtrade.Written)) {
		return fmt.Errorf("%s: holds what remora-bt did not write: expected a new name beside the strategy's file", file)
	}
	return nil
}

// misplaced says that a subclass will not find its strategy, which it looks for in the
// files beside it; nil if it will.
func misplaced(strategy, file string) []string {
	class := regexp.MustCompile(`(?m)^class ` + regexp.QuoteMeta(strategy) + `\b`)
	others, _ := filepath.Glob(filepath.Join(filepath.Dir(file), "*.py")) // its one error is a pattern's
	for _, other := range others {
		if filepath.Base(other) == filepath.Base(file) {
			continue
		}
		if text, err := inputs.Read(other, mostSource); err == nil && class.Match(text) {
			return nil
		}
	}
	return []string{fmt.Sprintf("# no file beside %s holds class %s: put it, and what it reads, beside the strategy's", file, strategy)}
}

// mostSource bounds a strategy's file, in bytes.
const mostSource = 16 << 20

func writeText(file, text string) error {
	return place.File(file, func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
}

// Verify writes the filter's mask over the candles of the ordinary backtest and a
// subclass that refuses entries by it, and returns the command by which freqtrade
// makes the filtered result itself. Configs are freqtrade's configurations for it.
func (in *Input) Verify(ctx context.Context, p *study.Plan, file string, configs []string) ([]string, error) {
	c := in.Cases[0]
	if err := errors.Join(in.verifiable(), ours(file)); err != nil {
		return nil, fault.Misuse(err)
	}
	f, err := p.OpenFilters()
	if err != nil {
		return nil, err
	}
	h, err := p.LoadFiltered(ctx, f, nil)
	if err != nil {
		return nil, err
	}
	cells, err := h.Cells(ctx, f)
	if err != nil {
		return nil, err
	}
	if cells[0].Screens == nil {
		return nil, fault.Misuse(errors.New("verify needs a filter"))
	}
	var tapes []*data.Tape
	var masks []*data.Mask
	for i, b := range cells[0].Books {
		tapes, masks = append(tapes, b.Tape), append(masks, cells[0].Screens[i].Mask())
	}
	if err := writeMasked(c.Name, file, stacked.MaskOf(tapes, masks, c.refuse)); err != nil {
		return nil, fault.Misuse(err)
	}
	cmd := freqtrade.CommandOf(c.Ordinary, c.timerange().String())
	cmd.Configs, cmd.DataDir = configs, p.Study.DataDir
	cmd.Strategy, cmd.StrategyPath = c.Name+freqtrade.MaskedSuffix, filepath.Dir(file)
	said := "# the filtered backtest, for --filtered"
	if len(configs) == 0 {
		said += "; add your --config"
	}
	return append(misplaced(c.Name, file), said, cmd.String()), nil
}

// verifiable says why no subclass can be written for the input; nil if one can.
func (in *Input) verifiable() error {
	switch n := len(in.Cases); {
	case in.Cases[0].Ordinary == nil:
		return errors.New("verify needs the result of the ordinary backtest: name it with --result")
	case in.Cases[0].live:
		return fmt.Errorf("%s: a bot's database does not say how it was backtested: expected the result of a backtest to verify", in.Apply.Result)
	case n > 1:
		return fmt.Errorf("%s: %d strategies: expected the result of one to verify", in.Apply.Result, n)
	}
	return nil
}

func writeMasked(strategy, file string, mask freqtrade.Mask) error {
	name, err := beside(file, "-mask.json")
	if err != nil {
		return err
	}
	text, err := freqtrade.Masked(strategy, name)
	if err != nil {
		return err
	}
	list, err := json.Marshal(mask)
	if err != nil {
		return err
	}
	return errors.Join(writeText(name, string(list)+"\n"), writeText(file, text))
}
