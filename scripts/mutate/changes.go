package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// changesOf lists all changes to the files of a package, tests left out, in the
// order of files and places.
func changesOf(dir string) ([]change, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	var out []change
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		set := token.NewFileSet()
		tree, err := parser.ParseFile(set, file, text, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		f := &finder{file: file, text: text, at: func(p token.Pos) int { return set.Position(p).Offset }}
		ast.Inspect(tree, f.visit)
		out = append(out, f.found...)
	}
	return out, nil
}

// A finder collects the changes of a file.
type finder struct {
	file  string
	text  []byte
	at    func(token.Pos) int
	found []change
}

func (f *finder) replace(from, to token.Pos, with string) {
	f.found = append(f.found, change{f.file, f.text, f.at(from), f.at(to), with})
}

func (f *finder) source(n ast.Node) string { return string(f.text[f.at(n.Pos()):f.at(n.End())]) }

// instead says what stands in for an operator.
var instead = map[token.Token][]token.Token{
	token.LSS: {token.LEQ, token.GEQ}, token.LEQ: {token.LSS, token.GTR},
	token.GTR: {token.GEQ, token.LEQ}, token.GEQ: {token.GTR, token.LSS},
	token.EQL: {token.NEQ}, token.NEQ: {token.EQL},
	token.LAND: {token.LOR}, token.LOR: {token.LAND},
	token.ADD: {token.SUB}, token.SUB: {token.ADD}, token.MUL: {token.QUO}, token.QUO: {token.MUL},
	token.ADD_ASSIGN: {token.SUB_ASSIGN}, token.SUB_ASSIGN: {token.ADD_ASSIGN},
	token.MUL_ASSIGN: {token.QUO_ASSIGN}, token.QUO_ASSIGN: {token.MUL_ASSIGN},
	token.AND: {token.OR}, token.OR: {token.AND}, token.SHL: {token.SHR}, token.SHR: {token.SHL},
	token.INC: {token.DEC}, token.DEC: {token.INC},
	token.BREAK: {token.CONTINUE}, token.CONTINUE: {token.BREAK},
}

func (f *finder) operator(at token.Pos, op token.Token) {
	for _, other := range instead[op] {
		f.replace(at, at+token.Pos(len(op.String())), other.String())
	}
}

func (f *finder) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.ImportSpec, *ast.ArrayType, *ast.Field, *ast.TypeSpec:
		return false // no code, or lengths of arrays
	case *ast.BinaryExpr:
		f.operator(n.OpPos, n.Op)
	case *ast.IncDecStmt:
		f.operator(n.TokPos, n.Tok)
	case *ast.AssignStmt:
		f.operator(n.TokPos, n.Tok)
	case *ast.BranchStmt:
		if n.Label == nil {
			f.operator(n.TokPos, n.Tok)
		}
	case *ast.BasicLit:
		f.number(n)
	case *ast.IfStmt:
		f.replace(n.Cond.Pos(), n.Cond.End(), "!("+f.source(n.Cond)+")")
	case *ast.Ident:
		if n.Name == "true" || n.Name == "false" {
			f.replace(n.Pos(), n.End(), strconv.FormatBool(n.Name == "false"))
		}
		if n.Name == "min" || n.Name == "max" {
			f.replace(n.Pos(), n.End(), map[string]string{"min": "max", "max": "min"}[n.Name])
		}
	case *ast.BlockStmt:
		f.statements(n.List)
	case *ast.CaseClause:
		f.statements(n.Body)
	}
	return true
}

// number moves a constant up and down by one.
func (f *finder) number(n *ast.BasicLit) {
	switch n.Kind {
	case token.INT:
		if v, err := strconv.ParseInt(n.Value, 0, 64); err == nil {
			f.replace(n.Pos(), n.End(), strconv.FormatInt(v+1, 10))
			f.replace(n.Pos(), n.End(), "("+strconv.FormatInt(v-1, 10)+")")
		}
	case token.FLOAT:
		f.replace(n.Pos(), n.End(), "("+n.Value+" + 1)")
	}
}

// statements drops each statement that the rest compiles without.
func (f *finder) statements(list []ast.Stmt) {
	for _, s := range list {
		switch s := s.(type) {
		case *ast.ExprStmt, *ast.IncDecStmt, *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt, *ast.DeferStmt:
			f.replace(s.Pos(), s.End(), "")
		case *ast.AssignStmt:
			if s.Tok != token.DEFINE {
				f.replace(s.Pos(), s.End(), "")
			}
		}
	}
}
