package static

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// inForce is what a server says that asks two services before itself.
func inForce() obj {
	value := func(name, v, source string) obj { return obj{"name": name, "value": v, "source": source} }
	engine := func(name, is, state string, values ...obj) obj {
		return obj{"name": name, "is": is, "state": state, "values": values}
	}
	hosted := engine("openai gpt-4.1-mini", "openai", "resting", value("url", "api.openai.com/v1", "default"), value("model", "gpt-4.1-mini", "engines.yaml line 7"),
		value("key", "set (OPENAI_API_KEY)", "engines.yaml line 8"), value("patience", "1.5s", "default"), value("extra temperature", "0.7", "engines.yaml line 9"))
	hosted["why"] = "llm: 503 Service Unavailable: The server is overloaded"
	house := engine("the house's llama", "openai", "ok", value("url", "llama.house.example:8080/v1", "engines.yaml line 11"), value("model", "the first that fits of those the service lists", "default"), value("key", "none", "default"))
	voice := engine("openai gpt-4o-mini-tts", "openai", "refused", value("url", "api.openai.com/v1", "default"), value("key", "set (OPENAI_API_KEY)", "OPENAI_API_KEY"), value("voice", "as the scenario says", "default"))
	voice["why"] = "tts: 401 Unauthorized: the key is not accepted"
	own := engine("local", "local", "", value("patience", "1s", "default"))
	return obj{
		"kinds": []obj{
			{"kind": "stt", "source": "default", "links": []obj{own}, "last": "Nothing stands in after the last: she asks the coach to say it again."},
			{"kind": "llm", "source": "engines.yaml line 5", "links": []obj{hosted, house}, "last": "The author's lines always stand in last."},
			{"kind": "tts", "source": "engines.yaml line 13", "links": []obj{voice, own}, "last": "Nothing stands in after the last: her lines are read."},
		},
		"traces": "collector.example:4318",
		"leaves": []obj{{"host": "api.openai.com", "what": []string{"text", "her words"}}, {"host": "llama.house.example:8080", "what": []string{"text"}}},
	}
}

func atHome() obj {
	own := obj{"name": "local", "is": "local", "state": "", "values": []obj{}}
	return obj{"kinds": []obj{{"kind": "stt", "source": "default", "links": []obj{own}, "last": ""}, {"kind": "llm", "source": "default", "links": []obj{}, "last": "The author's lines always stand in last."}}, "leaves": []obj{}}
}

const elsewhere = "While you talk, your voice and the words of both of you go to api.openai.com."

// engines are the pages that say which engines are used, and where words go.
var engines = []scene{
	{name: "settings", path: "/settings", whole: true, cheap: true, mock: func(m *mock) { m.set("/api/settings", inForce()) },
		want: shows("To api.openai.com: what both of you say, as text.") + `&&` + shows("To collector.example:4318, a collector") + `&&` + shows("set (OPENAI_API_KEY)") + `&&` + shows("from engines.yaml line 7") + `&&` +
			shows("Resting for a while") + `&&` + shows("Not asked any more") + `&&` + shows("stands in") + `&& document.querySelectorAll('.chain > li').length === 5`},
	{name: "settings-home", path: "/settings", whole: true, cheap: true, want: shows("Nothing leaves this machine.") + `&&` + shows("No language model is asked."),
		mock: func(m *mock) { m.set("/api/settings", atHome()) }},
	{name: "settings-unknown", path: "/settings", cheap: true, want: shows("does not say which engines"), mock: func(m *mock) { m.set("/api/settings", obj{}) }},
	{name: "settings-foreign", path: "/settings", cheap: true, want: shows("only on the machine"), noise: []string{"403"},
		mock: func(m *mock) {
			m.set("/api/settings", refusal{403, "here_only", "The settings are shown only on the machine that Stillpoint runs on."})
		}},
	{name: "settings-error", path: "/settings", cheap: true, want: shows("cannot be read") + `&&` + shows("Try again"), noise: []string{"500"}, mock: func(m *mock) { m.set("/api/settings", 500) }},

	{name: "start-leaves", path: "/", store: recorded, whole: true, cheap: true, want: shows(elsewhere) + `&& document.querySelector('#go .main')?.innerText === 'Begin'`,
		mock: func(m *mock) { m.set("/api/status", obj{"ready": true, "leaves": elsewhere}) }},
	// Who agreed before anything left the machine is asked anew.
	{name: "start-asked-anew", path: "/", store: recorded + `; localStorage.setItem('stillpoint.agreed', '"old"')`, whole: true, cheap: true,
		want: shows("Begin and record") + `&&` + shows(elsewhere) + `&&` + shows("goes there all the same"),
		mock: func(m *mock) {
			m.set("/api/status", obj{"ready": true, "consent": false, "leaves": elsewhere, "consent_sha256": "new",
				"consent_text": "This practice is recorded on this server: both voices, the words, and the times. " + elsewhere + " What they keep of it is up to them. Nobody else hears it unless you share it. You can delete it here for good at any time."})
		}},
	{name: "talk-replaced", path: talk, store: recorded, want: shows("come from another source now"),
		then: talking("open", obj{"type": "notice", "code": "engine_replaced", "message": "The client's words come from another source now. The talk goes on."})},

	{name: "review-used", path: "/practices/p_1", whole: true, want: shows("14\u00a0replies, about 9,210 + 640\u00a0tokens") + `&&` + shows("1\u00a0min 2\u00a0s of speech, 900\u00a0characters") + `&&` + shows("on this machine"),
		mock: func(m *mock) { m.answers["/api/practices/p_1"].(obj)["usage"] = spent("api.openai.com") },
		then: func(tab *tab, m *mock) {
			tab.wait(allThere)
			tab.settle()
			tab.run(`document.querySelector('#used > summary').click()`)
		}},
	{name: "review-used-home", path: "/practices/p_1", want: allThere + ` && document.querySelector('#used').hidden`,
		mock: func(m *mock) { m.answers["/api/practices/p_1"].(obj)["usage"] = spent("") }},
}

// spent is what the practice p_1 used, its words at host.
func spent(host string) []obj {
	return []obj{
		{"kind": "llm", "engine": "gpt-4.1-mini", "host": host, "calls": 14, "faults": 1, "tokens_in": 9210, "tokens_out": 640, "estimated": true, "sound": 0, "characters": 0},
		{"kind": "stt", "engine": "local", "calls": 15, "faults": 0, "tokens_in": 0, "tokens_out": 0, "estimated": false, "sound": 93400, "characters": 0},
		{"kind": "tts", "engine": "local", "calls": 1, "faults": 0, "tokens_in": 0, "tokens_out": 0, "estimated": false, "sound": 61900, "characters": 900},
	}
}

func TestEnginePages(t *testing.T) {
	showAll(t, engines, looks(look{1280, 800, "light"}, look{360, 640, "light"}), newMock)
}

// TestAgreedText: the talk says to which text the coach said yes.
func TestAgreedText(t *testing.T) {
	ctx := browser(t)
	m, tab := newMock(t), newTab(t, ctx)
	m.set("/api/status", obj{"ready": true, "consent": false, "consent_sha256": "ab12", "consent_text": "All of it?"})
	tab.do(chromedp.Navigate(m.URL + "/"))
	tab.wait(shows("All of it?"))
	tab.click("#go .main")
	m.wait("offer", func(_ int, o obj) bool { return o["consent"] == true && o["consent_sha256"] == "ab12" })
	// Not reached the server's memory yet, and not asked again all the same.
	tab.do(chromedp.Navigate(m.URL + "/"))
	tab.wait(shows("Recorded on this server."))
	m.set("/api/status", obj{"ready": true, "consent": false, "consent_sha256": "cd34", "consent_text": "And more?"})
	tab.do(chromedp.Reload())
	tab.wait(shows("And more?"))
}

// TestSettingsPageForEverybody lets axe-core look at the settings, in each look.
func TestSettingsPageForEverybody(t *testing.T) {
	file := os.Getenv("STILLPOINT_AXE")
	if file == "" {
		t.Skip("SKIPPED, NOTHING WAS CHECKED: STILLPOINT_AXE does not say where axe-core is")
	}
	source, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	ctx := browser(t)
	m, tab := newMock(t), newTab(t, ctx)
	m.set("/api/settings", inForce())
	for _, l := range []look{{1280, 800, "light"}, {1280, 800, "dark"}, {390, 844, "light"}, {390, 844, "dark"}} {
		tab.look(l)
		tab.do(chromedp.Navigate(m.URL + "/settings"))
		tab.wait(shows("Not asked any more"))
		tab.run(string(source))
		found := eval[string](tab, `axe.run(document, {resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
			.then((r) => JSON.stringify(r.violations.map((v) => ({id: v.id, help: v.help, nodes: v.nodes.map((n) => n.html + ' ' + n.failureSummary)}))))`)
		var all []struct {
			ID, Help string
			Nodes    []string
		}
		if err := json.Unmarshal([]byte(found), &all); err != nil {
			t.Fatal(err)
		}
		for _, v := range all {
			t.Errorf("%s: %s: %s\n%s", fmt.Sprint(l), v.ID, v.Help, strings.Join(v.Nodes, "\n"))
		}
	}
}
