package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/remora-bt/remora-bt/signals/profile"
	"github.com/remora-bt/remora-bt/strategies"
)

// strictHelp makes the library's own commands refuse names that they do not know,
// as ours do. They keep the output that root has now.
func strictHelp(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "help":
			cmd.Run = nil
			cmd.RunE = func(cmd *cobra.Command, args []string) error {
				named, rest, err := root.Find(args)
				if err != nil || len(rest) > 0 {
					return unknownCommand(root, strings.Join(args, " "))
				}
				named.InitDefaultHelpFlag()
				return named.Help()
			}
		case "completion":
			cmd.Args = cobra.ArbitraryArgs
			cmd.RunE = func(cmd *cobra.Command, args []string) error {
				if len(args) > 0 {
					return unknownCommand(cmd, args[0])
				}
				return cmd.Help()
			}
		}
	}
}

// completeFlags lets a shell complete the values of flags, in every command that
// has them.
func completeFlags(cmd *cobra.Command) {
	cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if values := valuesOf(f); len(values) > 0 {
			// It fails only for a flag that is not there or was registered before.
			_ = cmd.RegisterFlagCompletionFunc(f.Name, func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
				return completed(values, typed, slices.Contains(listFlags, f.Name))
			})
		}
	})
	for _, sub := range cmd.Commands() {
		completeFlags(sub)
	}
}

// listFlags take values separated by commas.
var listFlags = []string{"strategy-list", "breakdown"}

func valuesOf(f *pflag.Flag) []string {
	switch f.Name {
	case "format": // its usage is the list of its values
		values := strings.Split(strings.Trim(f.Usage, "[]"), ", ")
		if slices.ContainsFunc(values, func(v string) bool { return strings.Contains(v, " ") }) {
			return nil
		}
		return values
	case "strategy-list":
		var names []string
		for _, s := range strategies.All() {
			names = append(names, s.Name)
		}
		return names
	case "breakdown":
		return []string{"day", "week", "month", "year"}
	case "filter":
		names := []string{"none"}
		for _, p := range profile.All() {
			names = append(names, p.Name)
		}
		return append(names, "profile:", "history:", "blocks:")
	case "timeframe":
		return []string{"1m", "5m", "15m", "30m", "1h", "4h", "1d"}
	default:
		return nil
	}
}

// completed are the values that go on from what was typed; in a list, from what
// follows its last comma.
func completed(values []string, typed string, list bool) ([]string, cobra.ShellCompDirective) {
	head := ""
	if i := strings.LastIndexByte(typed, ','); list && i >= 0 {
		head = typed[:i+1]
	}
	var out []string
	for _, v := range values {
		if strings.HasPrefix(head+v, typed) && !slices.Contains(strings.Split(head, ","), v) {
			out = append(out, head+v)
		}
	}
	directive := cobra.ShellCompDirectiveNoFileComp
	if len(out) == 1 && strings.HasSuffix(out[0], ":") {
		directive |= cobra.ShellCompDirectiveNoSpace
	}
	return out, directive
}
