package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/internal/shared"
)

// unlike are the functions whose last bit is not the same on every platform: package
// portable has those that figures need.
var unlike = []string{
	"Acos", "Acosh", "Asin", "Asinh", "Atan", "Atan2", "Atanh", "Cbrt", "Cos", "Cosh", "Erf", "Erfc", "Erfcinv", "Erfinv", "Exp", "Exp2", "Expm1",
	"FMA", "Gamma", "Hypot", "J0", "J1", "Jn", "Lgamma", "Log", "Log10", "Log1p", "Log2", "Pow", "Sin", "Sincos", "Sinh", "Tan", "Tanh", "Y0", "Y1", "Yn",
	"NormFloat64", "ExpFloat64", // of package rand, which has math's Log and Exp
}

// mayDiffer are the files that may call them, with the reason.
var mayDiffer = map[string]string{
	"backtest/metrics/power.go":   "a guess, which Newton's method makes exact",
	"internal/worlds/worlds.go":   "books for tests",
	"internal/worlds/restless.go": "tapes for tests",
}

func TestNoFunctionDiffersByPlatform(t *testing.T) {
	root := shared.Root(t)
	used := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.SelectorExpr)
			if !ok || !slices.Contains(unlike, call.Sel.Name) {
				return true
			}
			name := ""
			if x, ok := call.X.(*ast.Ident); ok {
				name = x.Name
			}
			if name != "math" && !strings.HasSuffix(call.Sel.Name, "Float64") {
				return true
			}
			used[filepath.ToSlash(rel)] = true
			if mayDiffer[filepath.ToSlash(rel)] == "" {
				t.Errorf("%s: %s.%s is not the same on every platform: take package portable's", set.Position(n.Pos()), name, call.Sel.Name)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for path := range mayDiffer {
		if !used[path] {
			t.Errorf("%s may call a function that differs by platform and does not: take it out of the table", path)
		}
	}
}

// platforms skips a test that builds for other platforms, unless REMORA_PLATFORMS=1
// promises what it needs: minutes, and Debian's qemu-user.
func platforms(t *testing.T) {
	if os.Getenv("REMORA_PLATFORMS") != "1" {
		t.Skip("builds for other platforms, which takes minutes, and runs them under qemu (apt-get install qemu-user): REMORA_PLATFORMS=1 runs it")
	}
	if runtime.GOARCH != "amd64" || runtime.GOOS != "linux" {
		t.Skipf("compares linux/amd64 with others; this is %s/%s", runtime.GOOS, runtime.GOARCH)
	}
}

// built is the program for a platform, given as settings of the environment.
func built(t *testing.T, env ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "remora-bt")
	cmd := exec.Command("go", "build", "-trimpath", "-o", path, ".")
	cmd.Env = append(append(os.Environ(), "CGO_ENABLED=0"), env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build with %v: %v\n%s", env, err, out)
	}
	return path
}

// No instruction of ours multiplies and adds with one rounding. The compiler may make
// one of any product that feeds a sum, also over statements, so the machine code is
// read; arm64 has all kinds of them.
func TestNothingIsFused(t *testing.T) {
	platforms(t)
	out, err := exec.Command("go", "tool", "objdump", "-s", `^github\.com/remora-bt/remora-bt/|^main\.`, built(t, "GOARCH=arm64")).Output()
	if err != nil {
		t.Fatal(err)
	}
	functions, name := 0, ""
	for line := range strings.Lines(string(out)) {
		if rest, ok := strings.CutPrefix(line, "TEXT "); ok {
			name = strings.Fields(rest)[0]
			functions++
			continue
		}
		for _, fused := range []string{"FMADD", "FMSUB", "FNMADD", "FNMSUB"} {
			if f := strings.Fields(line); len(f) > 3 && strings.HasPrefix(f[3], fused) {
				t.Errorf("%s, %s: a product feeds a sum unrounded: write float64(a*b) + c", name, f[0])
			}
		}
	}
	if functions < 1000 {
		t.Errorf("read %d functions, expected thousands", functions)
	}
}

// Every file that a command writes and all that it prints are the same bytes on
// amd64, on amd64 with fused instructions (GOAMD64=v3), on one without AVX2, and on
// arm64; a folder of one verifies on the other.
func TestSameBytesOnEveryPlatform(t *testing.T) {
	platforms(t)
	commands := []string{
		"run --output run",
		"run --output png --charts png --timerange 20230101-20230601 --strategy-list MACDCross",
		"data synth --output synth --pairs BTC/USDT,FOO/USDT --timeframe 1h",
		"signals --output signals.parquet --timerange 20230101-20230601",
		"sweep --timerange 20230101-20230601 --strategy-list MACDCross --output sweep",
	}
	amd64 := built(t, "GOAMD64=v1")
	home, said := t.TempDir(), []string(nil)
	for _, args := range commands {
		said = append(said, printed(t, home, []string{amd64}, args))
	}
	for _, tt := range []struct {
		name    string
		program []string
	}{
		{"arm64", []string{"qemu-aarch64", built(t, "GOARCH=arm64")}},
		{"GOAMD64=v3", []string{built(t, "GOAMD64=v3")}},
		{"without AVX2", []string{"qemu-x86_64", "-cpu", "Nehalem", amd64}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			there := t.TempDir()
			for i, args := range commands {
				if got := printed(t, there, tt.program, args); got != said[i] {
					t.Errorf("%s prints\n%s\nwant\n%s", args, got, said[i])
				}
			}
			for name, want := range filesOf(t, home) {
				if got := filesOf(t, there)[name]; !bytes.Equal(got, want) {
					t.Errorf("%s has %d bytes that are not the %d of amd64", name, len(got), len(want))
				}
			}
			printed(t, home, tt.program, "verify --rerun run")
			printed(t, there, []string{amd64}, "verify --rerun run")
		})
	}
}

// printed runs a program that must end well and returns its stdout.
func printed(t *testing.T, dir string, program []string, args string) string {
	t.Helper()
	cmd := exec.Command(program[0], append(slices.Clone(program[1:]), strings.Fields(args)...)...)
	var errs bytes.Buffer
	cmd.Dir, cmd.Stderr = dir, &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s%s", filepath.Base(program[0]), args, err, out, errs.Bytes())
	}
	return string(out)
}

// filesOf are what the files below a folder hold.
func filesOf(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		out[strings.TrimPrefix(path, dir)] = b
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
