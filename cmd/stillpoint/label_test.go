package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const labelled = `conversation,speaker,behaviour,text
1,therapist,question,"What was that like, for you?"
1,client,n/a,"It was a bit hard."
1,therapist,reflection,"It sounds like it was hard."
1,client,n/a,Yeah.
1,therapist,therapist_input,Okay.
2,therapist,,"-so you feel ""stuck"""
`

func TestLabel(t *testing.T) {
	file := filepath.Join(t.TempDir(), "talk.csv")
	if err := os.WriteFile(file, []byte(labelled), 0o600); err != nil {
		t.Fatal(err)
	}
	code, stdout, stderr := program(nil, "label", file)
	if code != 0 {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	rows, err := csv.NewReader(strings.NewReader(stdout)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range rows {
		got = append(got, row[len(row)-1])
	}
	if want := "predicted question n/a reflection n/a other reflection"; strings.Join(got, " ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
	if text := rows[6][3]; text != `-so you feel "stuck"` {
		t.Errorf("text is now %q", text)
	}
	for _, want := range []string{"3 labelled utterances: macro-F1 0.500", "therapist_input                0               0               0               1   0.000"} {
		if !strings.Contains(stderr, want) {
			t.Errorf("no %q in\n%s", want, stderr)
		}
	}
}

func TestLabelOfNoTable(t *testing.T) {
	for says, content := range map[string]string{
		"holds no utterances":       "",
		"has no column text":        "speaker\ntherapist\n",
		"has no column speaker":     "text\nOkay.\n",
		"line 3 has another number": "speaker,text\nclient,Yes.\nclient\n",
		"is no CSV table":           "speaker,text\nclient,\"Yes.\n",
		"has a column predicted":    "speaker,text,predicted\nclient,Yes.,n/a\n",
		"is larger than 64 MB":      "speaker,text\n" + strings.Repeat("client,"+strings.Repeat("yes ", 1000)+"\n", 17000),
	} {
		file := filepath.Join(t.TempDir(), "talk.csv")
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		code, stdout, stderr := program(nil, "label", file)
		if code != 1 || stdout != "" || !strings.Contains(stderr, says) || strings.Count(stderr, "\n") != 1 {
			t.Errorf("%s: exit %d, %q", says, code, stderr)
		}
	}
}

func FuzzReadTable(f *testing.F) {
	f.Add(labelled)
	f.Add("speaker,text\ntherapist,\xff\n")
	f.Add("\ufeffspeaker,text\n,\n")
	f.Fuzz(func(t *testing.T, content string) {
		table, err := readTable(strings.NewReader(content))
		if err != nil {
			return
		}
		width := len(table.rows[0])
		table.predict()
		for i, row := range table.rows {
			if len(row) != width+1 || i > 0 && (row[width] == "n/a") == (row[table.speaker] == "therapist") {
				t.Fatalf("row %d is %q", i, row)
			}
		}
	})
}
