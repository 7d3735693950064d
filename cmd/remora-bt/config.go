package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/remora-bt/remora-bt/backtest/study/config"
	"github.com/remora-bt/remora-bt/report/show"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/profile"
	"github.com/remora-bt/remora-bt/strategies"
)

// configKinds are the two kinds of configuration file.
var configKinds = []string{"profile", "study"}

func configCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Show effective profiles and studies, and their JSON schemas",
		Args:  cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return cmd.Help()
		},
	}
	cmd.AddCommand(configShowCmd(), configSchemaCmd())
	return cmd
}

// configKind is the one argument of both commands; none is a profile.
func configKind(cmd *cobra.Command, args []string) error {
	if len(args) > 1 || len(args) == 1 && args[0] != configKinds[0] && args[0] != configKinds[1] {
		return flagError{fmt.Errorf("%s takes one of %s, got %q", cmd.CommandPath(), strings.Join(configKinds, ", "), strings.Join(args, " "))}
	}
	return nil
}

func configShowCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "show [profile|study]",
		Short: "Print the profile or the study that flags and files amount to",
		Long: `show prints as YAML every setting of the risk engine's profile, the built-in one
or what --filter and --filter-set make of it, or every key of a study. What it
prints can be edited and given back with --filter profile:FILE or --config FILE.`,
		Example: `  remora-bt config show > profile.yaml
  remora-bt config show --filter profile:mine.yaml --filter-set max_risk=0.7
  remora-bt config show study -c study.yaml --fee 0.002`,
		Args: configKind, ValidArgs: configKinds,
	}
	bound := bindStudy(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		s, err := bound()
		if err != nil {
			return usage(err)
		}
		if len(args) == 1 && args[0] == "study" {
			return showStudy(cmd.OutOrStdout(), s)
		}
		return showProfile(cmd.OutOrStdout(), cmd.Flags(), s)
	}
	return cmd
}

func showStudy(w io.Writer, s config.Study) error {
	asJSON := func(r strategies.ROI) ([]byte, error) { return []byte(r.String()), nil }
	text, err := yaml.MarshalWithOptions(s, yaml.CustomMarshaler(asJSON))
	if err != nil {
		return err
	}
	_, err = w.Write(text)
	return err
}

func showProfile(w io.Writer, flags *pflag.FlagSet, s config.Study) error {
	if s.Filter == "" && !flags.Changed("filter") {
		s.Filter = signals.Default().Name
	}
	f, err := openEngine(s)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "# sha256 %s\n%s", f.Config.Hash(), profile.YAML(f.Config))
	return err
}

func configSchemaCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "schema [profile|study]",
		Short: "Print the JSON schema of a profile or a study file",
		Args:  configKind, ValidArgs: configKinds,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 && args[0] == "study" {
				return show.WriteJSON(cmd.OutOrStdout(), schemaOf("remora-bt study", config.Study{}))
			}
			return show.WriteJSON(cmd.OutOrStdout(), schemaOf("remora-bt risk profile", signals.Config{}))
		},
	}
}
