package freqtrade

import (
	"errors"
	"io"
)

// A lenient reader passes JSON on with NaN, Infinity and -Infinity, which Python
// writes outside of texts, as null. It hands out at most leash bytes more than
// have been asked for by loosen, so that no single value can fill the memory.
type lenient struct {
	src   io.Reader
	buf   []byte // bytes of src not yet looked at
	mem   []byte
	out   []byte // bytes ready to be handed out
	text  bool   // inside a text …
	after bool   // … after a backslash
	given int64  // handed out so far
	limit int64
	err   error
}

// leash is the most that one value may take: a trade, or one of the other figures.
const leash = 16 << 20

var errLeash = errors.New("a single value of more than 16 MiB")

func newLenient(src io.Reader) *lenient {
	return &lenient{src: src, mem: make([]byte, 64<<10), limit: leash}
}

// loosen says how far the reader of the JSON has come.
func (l *lenient) loosen(at int64) { l.limit = at + leash }

func (l *lenient) Read(p []byte) (int, error) {
	for len(l.out) == 0 {
		if l.err != nil && len(l.buf) == 0 {
			return 0, l.err
		}
		if len(l.buf) < len(longest) && l.err == nil {
			l.fill()
			continue
		}
		l.pass()
	}
	if l.given >= l.limit {
		return 0, errLeash
	}
	n := copy(p, l.out)
	l.out = l.out[n:]
	l.given += int64(n)
	return n, nil
}

// fill reads on behind what is left.
func (l *lenient) fill() {
	kept := copy(l.mem, l.buf)
	n, err := l.src.Read(l.mem[kept:])
	l.buf, l.err = l.mem[:kept+n], err
}

const longest = "-Infinity"

var (
	words = []string{"NaN", "Infinity", longest}
	null  = []byte("null")
)

// pass moves the bytes up to the next word, or the word, to out.
func (l *lenient) pass() {
	for i, c := range l.buf {
		switch {
		case l.after:
			l.after = false
		case l.text:
			l.after = c == '\\'
			l.text = c != '"'
		case c == '"':
			l.text = true
		case c == 'N' || c == 'I' || c == '-':
			if i > 0 { // look at it anew, with as much behind it as there is
				l.out, l.buf = l.buf[:i], l.buf[i:]
				return
			}
			for _, w := range words {
				if len(l.buf) >= len(w) && string(l.buf[:len(w)]) == w {
					l.out, l.buf = null, l.buf[len(w):]
					return
				}
			}
		}
	}
	l.out, l.buf = l.buf, nil
}
