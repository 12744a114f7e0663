package phoneme

import (
	"strings"
	"testing"
	"unicode/utf8"

	"stillpoint/dialogue/local/localtest"
)

func lexicon(t testing.TB, a Accent) *Lexicon {
	t.Helper()
	l, err := Open(localtest.Models(t, a.files()...), a)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// tricky holds words whose sound hangs on their form or their neighbours.
var tricky = []struct{ text, want string }{
	// stress and place in the sentence
	{"the end of the start", "ði ˈɛnd ʌv ðə stˈɑɹt"},
	{"to eat, to go, to", "tʊ ˈit, tə ɡˌO, tu"},
	{"a plan", "ɐ plˈæn"},
	{"I can. Can I?", "ˌI kˈæn. kˌæn ˌI?"},
	// by part of speech
	{"we live in a live show", "wi lˈɪv ɪn ɐ lˈIv ʃˈO"},
	{"she lives two lives", "ʃi lˈɪvz tˈu lˈIvz"},
	{"I read it yesterday", "ˌI ɹˈɛd ɪt jˈɛstəɹdˌA"},
	{"I will read it", "ˌI wɪl ɹˈid ɪt"},
	{"I've read it", "ˌIv ɹˈɛd ɪt"},
	{"no use, I use it", "nˈO jˈus, ˌI jˈuz ɪt"},
	{"I used to; I used it", "ˌI jˈust tu; ˌI jˈuzd ɪt"},
	{"close the door, a close friend", "klˈOz ðə dˈɔɹ, ɐ klˈOs fɹˈɛnd"},
	{"they record a record", "ðA ɹəkˈɔɹd ɐ ɹˈɛkəɹd"},
	{"a minute ago, in minute detail", "ɐ mˈɪnət əɡˈO, ɪn mInˈut dətˈAl"},
	{"my mother lives in Leeds", "mI mˈʌðəɹ lˈɪvz ɪn lˈidz"},
	{"that I know that", "ðæt ˌI nˈO ðˈæt"},
	// clitics and endings
	{"she'd've", "ʃidəv"},
	{"everyone's", "ˈɛvɹiwənz"},
	{"Jonas's", "ʤˈOnəsᵻz"},
	{"Emily and O'Brien's, etc.", "ˈɛməli ænd ObɹˈIənz, ɛtsˈɛɾəɹə."},
	{"the others'", "ði ˈʌðəɹz"},
	{"goin'", "ɡˈOən"},
	{"stakeholders", "stˈAkhˌOldəɹz"},
	{"micromanaging", "mˌIkɹOmˈænɪʤɪŋ"},
	{"offboarded", "ˈɔfbˌɔɹdᵻd"},
	{"overthinkers", "ˌOvəɹθˈɪŋkəɹz"},
	{"workstreams", "wˈɜɹkstɹˌimz"},
	// capitals
	{"HR told the BBC", "ˌAʧˈɑɹ tˈOld ðə bˌibˌisˈi"},
	{"IT runs it", "ˌItˈi ɹˈʌnz ɪt"},
	{"our KPIs", "ˌWəɹ kˌApˌiˈIz"},
	{"I REALLY mean it", "ˌI ɹˈiᵊli mˈin ɪt"},
	{"WE NEED TO TALK", "wi nˈid tə tˈɔk"},
	{"the U.K. office", "ðə jˌukˈA ˈɔfəs"},
	// figures and short forms
	{"Dr. Larsen, 3.5 hours", "dˈɑktəɹ lˈɑɹsən, θɹˈi pˈYnt fˈIv ˈWəɹz"},
	{"a 1:1 at 9:30", "ɐ wˈʌn tə wˈʌn æt nˈIn θˈɜɹɾi"},
	// marks, markup, brackets
	{"So… I mean — well. [smiles] *Really* {resume}", "sˌO… ˌI mˈin — wˈɛl. ɹˈiᵊli"},
	{"“It’s fine,” she said", "“ˌɪts fˈIn,” ʃi sˈɛd"},
	{"café", "kæfˈA"},
	{"Mm. Hmm, I won't.", "mˈm. hˈm, ˌI wˈOnt."},
}

func TestRead(t *testing.T) {
	l := lexicon(t, US)
	for _, c := range tricky {
		got := l.Read(c.text, nil)
		if got.Phonemes != c.want || len(got.Unknown) > 0 {
			t.Errorf("%s\n got %s %v\nwant %s", c.text, got.Phonemes, got.Unknown, c.want)
		}
	}
}

func TestBritish(t *testing.T) {
	l := lexicon(t, GB)
	for _, c := range []struct{ text, want string }{
		{"I can't ask him", "ˌI kˈɑːnt ˈɑːsk hˌɪm"},
		{"wandering waited", "wˈɒndəɹɪŋ wˈAtɪd"},
		{"workstreams", "wˈɜːkstɹiːmz"},
		{"Jonas's", "ʤˈQnəsɪz"},
		{"to", "tuː"},
		{"Carrie Harris won't", "kˈɛɹiː hˈɛɹɪs wˈQnt"},
	} {
		if got := l.Read(c.text, nil).Phonemes; got != c.want {
			t.Errorf("%s: got %s, want %s", c.text, got, c.want)
		}
	}
}

func TestUnknownWordsAreSaidAndReported(t *testing.T) {
	l := lexicon(t, US)
	r := l.Read("Frobbel and Grentik met Привет xqzt.", nil)
	if got := strings.Join(r.Unknown, " "); got != "Frobbel Grentik Привет xqzt" {
		t.Errorf("unknown %q", got)
	}
	if words := strings.Fields(r.Phonemes); len(words) != 6 {
		t.Errorf("six words became %q", r.Phonemes)
	}
	r = l.Read("Frobbel's friend Grentik", map[string]string{"frobbel": "fɹoʊˈbɛl", "Grentik": "ˈgrɛntɪk"})
	if want := "fɹOˈbɛlz fɹˈɛnd ˈɡɹɛntɪk"; r.Phonemes != want || len(r.Unknown) > 0 {
		t.Errorf("with pronunciations: %q %v", r.Phonemes, r.Unknown)
	}
	if _, err := IPA("ʘa", US); err == nil {
		t.Error("a click was taken for a symbol")
	}
}

func TestPieces(t *testing.T) {
	for _, c := range []struct {
		in    string
		limit int
		want  string
	}{
		{"", 9, ""},
		{"… — .", 9, ""},
		{"jˈɛs.", 99, "jˈɛs."},
		{"jˈɛs. ˌI səpˈOz sˌO. nˈO.", 99, "jˈɛs. ˌI səpˈOz sˌO. nˈO."},
		{"ðˌæts wˌʌt ˌI mˈin tə sˈA. ænd ðˈɛn ˌI wˈɛnt hˈOm ɐɡˈɛn.", 99, "ðˌæts wˌʌt ˌI mˈin tə sˈA.|ænd ðˈɛn ˌI wˈɛnt hˈOm ɐɡˈɛn."},
		{"wˈʌn tˈu, θɹˈi fˈɔɹ fˈIv", 14, "wˈʌn tˈu,|θɹˈi fˈɔɹ fˈIv"},
		{"wˈʌn tˈu θɹˈi", 8, "wˈʌn|tˈu θɹˈi"},
		{"ænd ðˈɛn ˌI… wˈɛl. ˌI dˈu.", 99, "ænd ðˈɛn ˌI…|wˈɛl. ˌI dˈu."},
		{"… sˌO… ˌI dˈOnt nˈO…", 99, "sˌO… ˌI dˈOnt nˈO…"},
		{"aaaaaaaaaa", 4, "aaaa|aaaa|aa"},
	} {
		var texts []string
		for _, p := range Pieces(c.in, c.limit) {
			texts = append(texts, p.Phonemes)
		}
		if got := strings.Join(texts, "|"); got != c.want {
			t.Errorf("Pieces(%q, %d) = %q, want %q", c.in, c.limit, got, c.want)
		}
	}
}

func TestDictionaryRefusesWhatItCannotSearch(t *testing.T) {
	for _, raw := range []string{"", "[]", `{"b": "x", "a": "y"}`, `{"a": "\u0251"}`, `{"a": "x`, `{"a": "x"`} {
		if _, err := parseDictionary([]byte(raw)); err == nil {
			t.Errorf("%q was taken for a dictionary", raw)
		}
	}
	d, err := parseDictionary([]byte(`{"a": {"DEFAULT": "x", "NOUN": null}, "ab": "y"}`))
	if err != nil {
		t.Fatal(err)
	}
	if s, spell := d.find("a").as("VERB"); s != "x" || spell {
		t.Errorf("a as a verb: %q %v", s, spell)
	}
	if _, spell := d.find("a").as("NOUN"); !spell {
		t.Error("a as a noun is not spelled")
	}
	if s, _ := d.find("ab").as("NOUN"); s != "y" || d.find("b") != nil || d.find("DEFAULT") != nil {
		t.Error("lookup found the wrong thing")
	}
}

func FuzzRead(f *testing.F) {
	for _, c := range tricky {
		f.Add(c.text)
	}
	f.Add("020 7946 0958 $1.2m 99% 1/2 ½ 3-4 '90s 12:61 [pause:x] 你好 🙂 \xff\x00")
	us, gb := lexicon(f, US), lexicon(f, GB)
	f.Fuzz(func(t *testing.T, text string) {
		for _, l := range []*Lexicon{us, gb} {
			r := l.Read(text, map[string]string{"Marit": "ˈmɑːɹɪt"})
			if !utf8.ValidString(r.Phonemes) {
				t.Fatalf("%q: not UTF-8", text)
			}
			for _, c := range r.Phonemes {
				if _, ok := ID(c); !ok {
					t.Fatalf("%q: no such symbol %q", text, c)
				}
			}
			for _, p := range Pieces(r.Phonemes, 100) {
				n := utf8.RuneCountInString(p.Phonemes)
				if n == 0 || n > 100 {
					t.Fatalf("%q: a piece of %d symbols", text, n)
				}
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	l := lexicon(b, US)
	for b.Loop() {
		l.Read("I read the report yesterday, but I'll go through it again before the 9:30 with Jonas.", nil)
	}
}

func BenchmarkOpen(b *testing.B) {
	dir := localtest.Models(b, US.files()...)
	for b.Loop() {
		if _, err := Open(dir, US); err != nil {
			b.Fatal(err)
		}
	}
}
