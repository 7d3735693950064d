package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"github.com/remora-bt/remora-bt/internal/place"
)

func manCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "man DIR",
		Short: "Write man pages into a folder",
		Args:  takes(1, "the folder to write to"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return usage(err)
			}
			cmd.Root().DisableAutoGenTag = true
			return usage(writeManTree(cmd.Root(), args[0]))
		},
	}
}

// writeManTree writes a page for a command and each below it.
func writeManTree(cmd *cobra.Command, dir string) error {
	for _, sub := range cmd.Commands() {
		if !sub.IsAvailableCommand() || sub.IsAdditionalHelpTopicCommand() {
			continue
		}
		if err := writeManTree(sub, dir); err != nil {
			return err
		}
	}
	name := strings.ReplaceAll(cmd.CommandPath(), " ", "-")
	page, err := manPage(cmd, name)
	if err != nil {
		return err
	}
	return place.File(filepath.Join(dir, name+".1"), func(w io.Writer) error {
		_, err := w.Write(page)
		return err
	})
}

// manPage is a command's page without a date: one version writes one text.
func manPage(cmd *cobra.Command, name string) ([]byte, error) {
	never := time.Time{} // the library would write today's date for none
	header := &doc.GenManHeader{Title: strings.ToUpper(name), Section: "1", Source: "remora-bt " + version, Date: &never}
	var b bytes.Buffer
	if err := doc.GenMan(cmd, header, &b); err != nil {
		return nil, err
	}
	return bytes.Replace(b.Bytes(), []byte(`"Jan 0001"`), []byte(`""`), 1), nil
}
