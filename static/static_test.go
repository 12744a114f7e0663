package static

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// TestPages shows every page of a talk and its review in every state.
func TestPages(t *testing.T) {
	showAll(t, append(scenes, reviews...), looks(look{1280, 800, "light"}, look{360, 640, "light"}), newMock)
}

// TestTalk holds a talk with a real peer connection: what the page says to the
// server, in which order, and how it comes back after a reload and a break.
func TestTalk(t *testing.T) {
	ctx := browser(t)
	m := newMock(t)
	tab := newTab(t, ctx)
	tab.look(look{1280, 800, "light"})
	tab.do(chromedp.Navigate(m.URL + "/"))
	tab.wait(shows("Begin and record"))
	tab.click("#go .main")
	tab.wait(`location.pathname === '/talk' && document.body?.dataset.state === 'listening'`)
	_, o := m.heard("offer")
	if o["scenario"] != "marit-trays" || o["consent"] != true || o["practice"] != nil {
		t.Errorf("first offer: scenario %v, consent %v, practice %v", o["scenario"], o["consent"], o["practice"])
	}
	m.say(obj{"type": "state", "state": "listening", "at": 1000})
	m.wait("heard", func(n int, h obj) bool {
		return n >= 4 && h["rtp"].(float64) > 0 && h["ssrc"].(float64) > 0 && h["age"].(float64) < 1000 && h["dev"] != nil
	})
	tab.key("m")
	m.wait("mic", func(_ int, o obj) bool { return o["state"] == "muted" })
	tab.key("m")
	m.wait("mic", func(_ int, o obj) bool { return o["state"] == "live" })
	tab.key("p")
	m.wait("aside", func(_ int, o obj) bool { return o["on"] == true })
	tab.key("c")
	m.wait("captions", func(_ int, o obj) bool { return o["on"] == true })
	tab.click("#tune")
	tab.click("#typed")
	tab.wait(`document.activeElement.id === 'text'`)
	tab.do(chromedp.SendKeys("#text", "Map it\r")) // m and p inside a field are letters
	m.wait("say", func(_ int, o obj) bool { return o["text"] == "Map it" })
	if n, _ := m.heard("aside"); n != 1 {
		t.Errorf("aside was sent %d times; want 1", n)
	}

	taken := func(n int, o obj) bool { return o["practice"] == "p_1" && o["token"] != "" }
	n, _ := m.heard("offer")
	tab.do(chromedp.Reload())
	m.wait("offer", func(k int, o obj) bool { return k > n && taken(k, o) })
	tab.wait(is("listening"))
	m.say(obj{"type": "state", "state": "open", "at": 9000})
	tab.wait(shows("Quiet."))
	n, _ = m.heard("offer")
	heard, _ := m.heard("heard")
	m.cut(false)
	m.wait("offer", func(k int, o obj) bool { return k > n && taken(k, o) })
	m.wait("heard", func(k int, _ obj) bool { return k > heard+2 })

	tab.key("\x1b")
	tab.wait(shows("Escape once more"))
	tab.key("\x1b")
	m.wait("end", func(n int, _ obj) bool { return n == 1 })
	m.say(obj{"type": "ended", "cause": "coach", "practice": "p_1"})
	tab.wait(shows("It is saved."))
	tab.wait(`location.pathname === '/practices/p_1'`)
}

// scene is a page in a state.
type scene struct {
	name  string
	path  string
	store string        // JavaScript run before, on a page of the same origin
	early string        // JavaScript run before the page's own
	mock  func(m *mock) // what the server answers
	then  func(tab *tab, m *mock)
	want  string   // JavaScript that is true when the state is there
	whole bool     // the whole page in the picture
	cheap bool     // open it again for every picture
	noise []string // console errors that belong to the state
}

const recorded = `localStorage.setItem('stillpoint.recorded', 'true')`

func shows(text string) string {
	return fmt.Sprintf(`!!document.body?.innerText.includes(%q)`, text)
}

func talking(state string, more ...obj) func(*tab, *mock) {
	return func(tab *tab, m *mock) {
		tab.wait(`document.body?.dataset.state === 'listening' || document.body.dataset.state === 'opening'`)
		for _, o := range more {
			if o["key"] != nil {
				tab.key(o["key"].(string))
				continue
			}
			m.say(o)
		}
		if state != "" {
			m.say(obj{"type": "state", "state": state, "at": 194000})
		}
	}
}

func is(state string) string { return fmt.Sprintf(`document.body?.dataset.state === %q`, state) }

const talk = "/talk?scenario=marit-trays"

var words = []obj{
	{"type": "caption", "side": "coach", "turn": 7, "text": "How is it to say it here?", "final": true},
	{"type": "caption", "side": "client", "turn": 7, "text": "I think I’m… ashamed is the word, isn’t it. It’s a small word for how big it feels at eleven at night.", "final": true},
}

var scenes = []scene{
	{name: "start", path: "/", store: recorded, want: shows("Marit") + `&&` + shows("Earlier practices"), whole: true, cheap: true},
	{name: "start-consent", path: "/", want: shows("Begin and record"), whole: true, cheap: true},
	{name: "start-check", path: "/", store: recorded, want: `document.querySelector('#meter:not([hidden])') !== null`, whole: true,
		then: func(tab *tab, m *mock) { tab.wait(shows("Marit")); tab.click("#check") }},
	{name: "start-waiting", path: "/", store: recorded, want: shows("It begins by itself"), whole: true,
		mock: func(m *mock) { m.set("/api/scenarios", []obj{marit(false), karim()}) },
		then: func(tab *tab, m *mock) { tab.wait(shows("Marit")); tab.click("#go .main") }},
	{name: "start-fetching", path: "/", store: recorded, want: shows("being fetched"), whole: true, cheap: true,
		mock: func(m *mock) {
			m.set("/api/practices", []obj{})
			m.set("/api/scenarios", []obj{marit(false)})
			m.set("/api/status", obj{"ready": false, "fetching": []obj{{"name": "kokoro-v1.0-int8.onnx", "done": 61e6, "total": 92361116}, {"name": "moonshine-encoder.onnx", "done": 0, "total": 0}}})
		}},
	{name: "start-missing", path: "/", want: shows("by typing"), whole: true, cheap: true,
		mock: func(m *mock) {
			m.set("/api/status", obj{"ready": true, "typed": true, "missing": []string{"Speech recognition is missing: moonshine-decoder.onnx.", "Run `stillpoint fetch` on the server to get it."}})
		}},
	{name: "start-empty", path: "/", store: recorded, want: shows("no client on this server"), whole: true, cheap: true,
		mock: func(m *mock) { m.set("/api/scenarios", []obj{}); m.set("/api/practices", []obj{}) }},
	{name: "start-error", path: "/", store: recorded, want: shows("cannot be read"), whole: true, cheap: true, noise: []string{"500"},
		mock: func(m *mock) { m.set("/api/scenarios", 500); m.set("/api/practices", 500) }},
	{name: "start-full", path: "/", store: recorded, want: shows("is taken"), whole: true, cheap: true,
		mock: func(m *mock) { m.set("/api/status", obj{"full": true, "retry_after": 360}) }},
	{name: "start-insecure", path: "/", store: recorded, want: shows("secure addresses"), whole: true, cheap: true,
		early: `Object.defineProperty(navigator, 'mediaDevices', {value: undefined}); Object.defineProperty(window, 'isSecureContext', {value: false})`},
	{name: "start-refused", path: "/", store: recorded, want: shows("did not give us"), whole: true, early: refuse,
		then: func(tab *tab, m *mock) { tab.wait(shows("Marit")); tab.click("#go .main") }},
	{name: "start-held", path: "/", want: shows("still on the line"), whole: true, cheap: true,
		store: recorded + `; localStorage.setItem('stillpoint.line', JSON.stringify({practice: 'p_1', token: 'x', scenario: 'marit-trays', name: 'Marit', recorded: true, seen: Date.now()}))`},

	{name: "talk-asking", path: talk, store: recorded, want: is("asking"), cheap: true,
		early: `navigator.mediaDevices.getUserMedia = () => new Promise(() => {}); navigator.permissions.query = async () => ({state: 'prompt'})`},
	{name: "talk-connecting", path: talk, store: recorded, want: is("connecting"), cheap: true, mock: func(m *mock) { m.onOffer = func(*wire, obj) {} }},
	{name: "talk-opening", path: talk, store: recorded, then: talking("opening"), want: is("opening")},
	{name: "talk-listening", path: talk, store: recorded, then: talking("listening"), want: shows("Marit is listening.")},
	{name: "talk-thinking", path: talk, store: recorded, then: talking("thinking"), want: shows("Marit is thinking.")},
	{name: "talk-speaking", path: talk, store: recorded, then: talking("speaking"), want: is("speaking") + ` && document.querySelector('.voice.near').getAttribute('d') !== null && Number(document.querySelector('.core').style.opacity) > .2`},
	{name: "talk-open", path: talk, store: recorded, then: talking("open"), want: shows("Quiet.")},
	{name: "talk-aside", path: talk, store: recorded, then: talking("aside"), want: shows("Set aside. Nothing here counts until you go on.")},
	{name: "talk-captions", path: talk, store: recorded, then: talking("open", append([]obj{{"key": "c"}}, words...)...), want: shows("ashamed is the word")},
	{name: "talk-muted", path: talk, store: recorded, then: talking("open", obj{"key": "m"}), want: shows("You are muted.")},
	{name: "talk-typing", path: talk, store: recorded, then: talking("listening", append([]obj{{"key": "t"}}, words...)...), want: `!document.querySelector('#line').hidden`},
	{name: "talk-panel", path: talk, store: recorded, want: `!document.querySelector('#panel').hidden`,
		then: func(tab *tab, m *mock) { talking("listening")(tab, m); tab.click("#tune") }},
	{name: "talk-unrecorded", path: talk, store: `localStorage.setItem('stillpoint.recorded', 'false')`, want: shows("not recorded"),
		then: talking("listening", obj{"type": "notice", "code": "not_recorded", "message": "x"})},
	{name: "talk-silent", path: talk, store: recorded, want: shows("We hear nothing"), then: talking("listening", obj{"type": "notice", "code": "mic_silent", "message": "x"})},
	{name: "talk-notices", path: talk, store: recorded, want: shows("Headphones help") + `&&` + shows("disk is full"),
		then: talking("listening", obj{"type": "notice", "code": "recording_stopped", "message": "The recording stopped because the disk is full. The talk goes on; what was recorded so far is kept."}, obj{"type": "notice", "code": "echo", "message": "x"})},
	{name: "talk-lost", path: talk, store: recorded, want: shows("The microphone went away"),
		early: `const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices); navigator.mediaDevices.getUserMedia = async (c) => window.given = await real(c)`,
		then:  func(tab *tab, m *mock) { talking("open")(tab, m); tab.run(`given.getAudioTracks()[0].onended()`) }},
	{name: "talk-safety", path: talk, store: recorded, want: `document.querySelector('#safety').open`,
		then: talking("", obj{"type": "safety", "text": "Some of these words may have been about you, not about the practice. The talk is set aside.", "support": "If you want to talk with somebody today: ask the person who runs this server."})},
	{name: "talk-dropped", path: talk, store: recorded, want: shows("Holding her for"),
		then: func(tab *tab, m *mock) { talking("open")(tab, m); m.cut(true) }, noise: []string{"WebSocket"}},
	{name: "talk-refused", path: talk, store: recorded, early: refuse, want: shows("did not give us"), cheap: true},
	{name: "talk-none", path: talk, store: recorded, early: strings.Replace(refuse, "NotAllowedError", "NotFoundError", 1), want: shows("No microphone was found"), cheap: true},
	{name: "talk-insecure", path: talk, store: recorded, want: shows("secure addresses"), cheap: true,
		early: `Object.defineProperty(navigator, 'mediaDevices', {value: undefined}); Object.defineProperty(window, 'isSecureContext', {value: false})`},
	{name: "talk-unsupported", path: talk, store: recorded, want: shows("cannot hold a spoken conversation"), cheap: true, early: `delete window.RTCPeerConnection`},
	{name: "talk-full", path: talk, store: recorded, want: shows("All 8 places are taken"), cheap: true,
		mock: func(m *mock) {
			m.onOffer = func(w *wire, _ obj) {
				w.send(obj{"type": "error", "code": "server_full", "message": "All 8 places are taken. The next one is free in about 6 minutes.", "retry_after": 360})
			}
		}},
	{name: "talk-unknown", path: "/talk?scenario=nobody", store: recorded, want: shows("not here"), cheap: true,
		mock: func(m *mock) {
			m.onOffer = func(w *wire, _ obj) { w.send(obj{"type": "error", "code": "unknown_scenario", "message": "x"}) }
		}},
	{name: "talk-elsewhere", path: talk, want: shows("Take it up here"), cheap: true,
		store: recorded + `; localStorage.setItem('stillpoint.line', JSON.stringify({practice: 'p_1', token: 'x', scenario: 'marit-trays', name: 'Marit', recorded: true, seen: Date.now()}))`},
	{name: "talk-taken", path: talk, store: recorded, want: shows("another tab"),
		then: talking("", obj{"type": "error", "code": "taken_over", "message": "x"})},
	{name: "talk-gone", path: talk, store: recorded, want: shows("The practice ended at"), noise: []string{"WebSocket"},
		then: func(tab *tab, m *mock) {
			talking("open")(tab, m)
			m.mu.Lock()
			m.onOffer = func(w *wire, _ obj) { w.send(obj{"type": "error", "code": "gone", "message": "x"}) }
			m.mu.Unlock()
			m.cut(false)
		}},
	{name: "talk-ended", path: talk, store: `localStorage.setItem('stillpoint.recorded', 'false')`, want: shows("You ended it."),
		then: talking("open", obj{"type": "notice", "code": "not_recorded", "message": "x"}, obj{"type": "ended", "cause": "coach", "practice": "p_1"})},

	{name: "missing", path: "/nowhere", want: shows("nothing at this address"), cheap: true, noise: []string{"404"}},
	{name: "notices", path: "/notices", want: shows("Third-party"), cheap: true},
}

const refuse = `navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))`

// ---- the browser

// chromium is started once for all tests; each looks at its pages in a context
// of its own.
var chromium = sync.OnceValues(func() (context.Context, error) {
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		return nil, exec.ErrNotFound
	}
	o := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path),
		chromedp.Flag("no-sandbox", true), chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true),
		chromedp.Flag("use-fake-ui-for-media-stream", true), chromedp.Flag("use-fake-device-for-media-stream", true),
		chromedp.Flag("autoplay-policy", "no-user-gesture-required"), chromedp.Flag("allow-loopback-in-peer-connection", true),
		chromedp.Flag("hide-scrollbars", true))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), o...)
	ctx, _ = chromedp.NewContext(ctx)
	stopChromium = func() { chromedp.Cancel(ctx); stop() }
	return ctx, chromedp.Do(ctx, chromedp.Navigate("about:blank"))
})

var stopChromium = func() {}

func TestMain(m *testing.M) {
	code := m.Run()
	stopChromium()
	os.Exit(code)
}

// browser is where tabs are opened. Under the race detector only the talk is
// held: the pages are no Go.
func browser(t *testing.T) context.Context {
	t.Helper()
	if racing && t.Name() != "TestTalk" {
		t.Skip("looked at without the race detector")
	}
	ctx, err := chromium()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		t.Skip("NO CHROMIUM: the pages are not looked at. Install chromium to run this test.")
	case err != nil:
		t.Fatalf("start chromium: %v", err)
	}
	return ctx
}

type tab struct {
	t   *testing.T
	ctx context.Context

	mu    sync.Mutex
	noise []string
}

func newTab(t *testing.T, browser context.Context) *tab {
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	ctx, stop := context.WithTimeout(ctx, 90*time.Second)
	t.Cleanup(stop)
	b := &tab{t: t, ctx: ctx}
	messages := chromedp.Console(ctx)
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			if s := m.String(); m.IsException() || strings.Contains(strings.ToLower(s), "error") {
				b.mu.Lock()
				b.noise = append(b.noise, s)
				b.mu.Unlock()
			}
		}
	}()
	return b
}

// open goes to the scene and waits for it.
func (b *tab) open(m *mock, s scene, l look) {
	b.t.Helper()
	if s.mock != nil {
		s.mock(m)
	}
	b.look(l)
	b.do(chromedp.Navigate(m.URL + "/notices"))
	b.run(`localStorage.clear(); sessionStorage.clear()`)
	if s.store != "" {
		b.run(s.store)
	}
	if s.early != "" {
		b.early(s.early)
	}
	b.mu.Lock()
	b.noise = nil
	b.mu.Unlock()
	b.do(chromedp.Navigate(m.URL + s.path))
	if s.then != nil {
		s.then(b, m)
	}
	b.wait(s.want)
	b.mu.Lock()
	defer b.mu.Unlock()
next:
	for _, n := range b.noise {
		for _, ok := range s.noise {
			if strings.Contains(n, ok) {
				continue next
			}
		}
		b.t.Errorf("console: %s", n)
	}
}

func (b *tab) look(l look) {
	b.do(chromedp.EmulateViewport(l.w, l.h))
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: l.theme}}})
	if err != nil {
		b.t.Fatalf("emulate %s: %v", l.theme, err)
	}
}

// settle waits until fonts, icons and slow transitions are there.
func (b *tab) settle() {
	b.run(`document.fonts.ready.then(() => new Promise((r) => setTimeout(r, 350)))`)
}

func (b *tab) do(a chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, a); err != nil {
		b.t.Fatal(err)
	}
}

func (b *tab) run(js string) {
	b.t.Helper()
	if _, err := chromedp.Run(b.ctx, chromedp.Evaluate[chromedp.Void](js, chromedp.EvalAwaitPromise)); err != nil {
		b.t.Fatalf("%s: %v", js, err)
	}
}

func eval[T any](b *tab, js string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%s: %v", js, err)
	}
	return v
}

// wait polls from here: the page's own policy forbids it to evaluate text.
func (b *tab) wait(js string) {
	b.t.Helper()
	for range 400 {
		// a page that is being left cannot answer
		if ok, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](`!!(`+js+`)`, chromedp.EvalAwaitPromise)); err == nil && ok {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.t.Fatalf("never came: %s\nstate %q, text:\n%s\nconsole: %q", js,
		eval[string](b, `document.body.dataset.state ?? ''`), eval[string](b, `document.body.innerText`), b.noise)
}

// early runs js before the scripts of each page to come.
func (b *tab) early(js string) {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: "{" + js + "}"}); err != nil {
		b.t.Fatal(err)
	}
}

// click presses sel with the mouse, and again when the page moved under it
// meanwhile: whatever else came to stand there is not pressed.
func (b *tab) click(sel string) {
	b.t.Helper()
	for range 5 {
		b.run(fmt.Sprintf(`(() => {
			window.aim?.abort();
			const aim = window.aim = new AbortController();
			for (const kind of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']) addEventListener(kind, (e) => {
				if (e.target.closest?.(%q)) return;
				window.missed = aim;
				e.preventDefault();
				e.stopImmediatePropagation();
			}, {capture: true, signal: aim.signal});
		})()`, sel))
		b.do(chromedp.Click(sel))
		// a page that is being left cannot answer
		missed, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](`(() => { window.aim?.abort(); return window.aim !== undefined && window.missed === window.aim; })()`))
		if err != nil || !missed {
			return
		}
	}
	b.t.Fatalf("%s was never under the mouse", sel)
}

func (b *tab) key(k string) { b.t.Helper(); b.do(chromedp.KeyEvent(k)) }

func (b *tab) shot(name string, whole bool) {
	b.t.Helper()
	a := chromedp.CaptureScreenshot()
	if whole {
		a = chromedp.FullScreenshot(100)
	}
	png, err := chromedp.Run(b.ctx, a)
	if err == nil {
		err = os.WriteFile(name, png, 0o600)
	}
	if err != nil {
		b.t.Fatal(err)
	}
}
