package progress_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/remora-bt/remora-bt/internal/progress"
)

// terminal is a terminal of 80 columns, and what has been written to it when read is
// called, which closes it.
func terminal(t *testing.T) (tty *os.File, read func() string) {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skip("no terminals here: ", err)
	}
	fd := int(master.Fd())
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		err = unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: 80})
	}
	if err == nil {
		tty, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	}
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = got.ReadFrom(master) // ends with an error once the other side is closed
	}()
	return tty, func() string {
		tty.Close()
		<-done
		master.Close()
		return got.String()
	}
}

// Work of more than a second has a bar with its name, what is done of how much and the
// time that is left; in the end nothing of it is left to be seen.
func TestBarsOnTerminal(t *testing.T) {
	t.Setenv("TERM", "xterm")
	tty, read := terminal(t)
	s := progress.New(tty)
	s.At("reading", 0, 4)
	time.Sleep(1300 * time.Millisecond)
	s.At("reading", 2, 4)
	time.Sleep(300 * time.Millisecond)
	s.At("reading", 1, 4) // comes late
	s.At("reading", 4, 4)
	s.At("reading", 3, 4) // comes late
	s.At("judging", 0, 7)
	time.Sleep(300 * time.Millisecond)
	s.Stop()
	s.Stop()
	text := read()
	for _, want := range []string{"reading 0/4", "reading 2/4", "s left", "judging 0/7"} {
		if !strings.Contains(text, want) {
			t.Errorf("the terminal lacks %q: %q", want, text)
		}
	}
	if strings.Contains(text, "reading 1/4") || strings.Contains(text, "reading 3/4") {
		t.Errorf("a bar went back: %q", text)
	}
	rest := text[strings.LastIndex(text, "judging"):]
	if !strings.Contains(rest, "\x1b[") || strings.HasSuffix(strings.TrimSpace(rest), "]") {
		t.Errorf("the last bar is not taken away: %q", rest)
	}
}

// Work that is soon done shows nothing, and a terminal that cannot go back neither.
func TestNothingForShortWork(t *testing.T) {
	t.Setenv("TERM", "xterm")
	tty, read := terminal(t)
	s := progress.New(tty)
	for i := range 5 {
		s.At("reading", i, 4)
	}
	s.At("judging", 0, 2)
	s.Stop()
	if text := read(); strings.ContainsAny(text, "0123456789") && strings.Contains(text, "reading") {
		t.Errorf("%q was written", text)
	}
	t.Setenv("TERM", "dumb")
	tty, read = terminal(t)
	if s := progress.New(tty); s != nil {
		t.Error("a dumb terminal gets bars")
	}
	read()
}
