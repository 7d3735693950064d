package gate

import (
	"encoding/xml"
	"io"
)

// The elements of JUnit's XML, as the Ant task writes them and CI systems read them.
type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Skipped  int          `xml:"skipped,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Time     string      `xml:"time,attr"` // always 0: the same run gives the same bytes
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Class   string        `xml:"classname,attr"`
	Name    string        `xml:"name,attr"`
	Time    string        `xml:"time,attr"`
	Failure *junitMessage `xml:"failure,omitempty"`
	Skipped *junitMessage `xml:"skipped,omitempty"`
	Out     string        `xml:"system-out,omitempty"`
}

type junitMessage struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",chardata"`
}

// studySuite is the name of the suite of what is about no strategy.
const studySuite = "study"

// WriteJUnit writes a suite a strategy and one of the whole study, a case a result.
// A rule at level warn that does not hold is a passed case that says so in its
// output, since JUnit knows no warnings.
func (e *Evaluation) WriteJUnit(w io.Writer) error {
	out := junitSuites{Name: "remora-bt gate"}
	at := map[string]int{}
	for _, r := range e.Results {
		name := r.Key.Strategy
		i, ok := at[name]
		if !ok {
			i = len(out.Suites)
			at[name] = i
			out.Suites = append(out.Suites, junitSuite{Name: name, Time: "0"})
			if name == "" {
				out.Suites[i].Name = studySuite
			}
		}
		s := &out.Suites[i]
		s.add(r)
		out.Tests++
	}
	for _, s := range out.Suites {
		out.Failures += s.Failures
		out.Skipped += s.Skipped
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(out); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func (s *junitSuite) add(r Result) {
	c := junitCase{Class: "remora-bt." + s.Name, Name: r.Rule.Check.String() + " [" + r.Of() + "]", Time: "0"}
	s.Tests++
	switch r.Outcome {
	case Failed:
		s.Failures++
		c.Failure = &junitMessage{Message: r.Words(), Type: "rule", Text: r.Words() + "\n" + r.Of()}
	case Skipped:
		s.Skipped++
		c.Name = r.Rule.Check.String()
		c.Skipped = &junitMessage{Message: "the rule is off"}
	case Warned:
		c.Out = "warning: " + r.Words()
	default:
		c.Out = r.Words()
	}
	s.Cases = append(s.Cases, c)
}
