package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

type tab struct {
	t   *testing.T
	ctx context.Context
}

// startChromium starts a browser, and plays a file into its microphone unless
// that is empty.
func startChromium(t *testing.T, microphone string) *tab {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Skip("SKIPPED, NOTHING WAS CHECKED: there is no Chromium")
	}
	o := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()))
	for flag, value := range map[string]any{
		"no-sandbox": true, "disable-gpu": true, "disable-quic": true, "disable-component-update": true,
		"disable-sync": true, "disable-background-networking": true,
		"use-fake-ui-for-media-stream": true, "use-fake-device-for-media-stream": true,
		"autoplay-policy": "no-user-gesture-required", "allow-loopback-in-peer-connection": true,
		"hide-scrollbars": true,
	} {
		o = append(o, chromedp.Flag(flag, value))
	}
	if microphone != "" {
		o = append(o, chromedp.Flag("use-file-for-fake-audio-capture", microphone+"%noloop"))
	}
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), o...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	return &tab{t, ctx}
}

// another is a second person's browser: it shares nothing with the first.
func (b *tab) another() *tab {
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	b.t.Cleanup(cancel)
	return &tab{b.t, ctx}
}

// in is the same tab in a part of the test.
func (b *tab) in(t *testing.T) *tab { return &tab{t, b.ctx} }

// look sets the window and what the person prefers: "light" or "dark", and
// "reduce" or "no-preference" of motion.
func (b *tab) look(wide int64, theme, motion string) {
	b.t.Helper()
	b.do(chromedp.EmulateViewport(wide, 800))
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: theme}, {Name: "prefers-reduced-motion", Value: motion}}})
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *tab) visit(url string) { b.t.Helper(); b.do(chromedp.Navigate(url)) }

// find is JavaScript for what a person would call by these words: the shown
// button, link, field or mark of root whose name has them.
func find(root, words string) string {
	return fmt.Sprintf(`[...document.querySelectorAll(%q)].flatMap((r) => [...r.querySelectorAll('button, a, summary, input, textarea, select, [role=button], [tabindex]')])
		.find((e) => e.checkVisibility() && !e.disabled && (e.getAttribute('aria-label') ?? e.innerText ?? '').includes(%q))`, root, words)
}

// press clicks it, once it is there.
func (b *tab) press(root, words string) {
	b.t.Helper()
	b.wait(10*time.Second, find(root, words))
	b.run(find(root, words) + `.click()`)
}

// key types text, or presses a key, wherever the focus is. As with a real
// keyboard, a key that means something to the page leaves no letter behind.
func (b *tab) key(text string, with ...chromedp.Modifier) {
	b.t.Helper()
	for _, r := range text {
		events := kb.Encode(r)
		if len(events) == 3 { // down, the letter, up
			if len(with) == 0 || with[0] == chromedp.ModifierShift {
				events[0].Text, events[0].UnmodifiedText = events[1].Text, events[1].UnmodifiedText
			}
			events = slices.Delete(events, 1, 2)
		}
		for _, e := range events {
			chromedp.KeyModifiers(with...)(e)
			if _, err := chromedp.Call(b.ctx, input.DispatchKeyEvent, *e); err != nil {
				b.t.Fatal(err)
			}
		}
	}
}

// writes types text into a field for words, once the focus is in one, and
// sends it off.
func (b *tab) writes(text string) {
	b.t.Helper()
	b.wait(5*time.Second, `document.activeElement?.tagName === 'TEXTAREA'`)
	b.key(text)
	b.key("\r", chromedp.ModifierCtrl)
}

// arrives waits for what another person did, and says how long that took.
func (b *tab) arrives(what, js string) {
	b.t.Helper()
	began := time.Now()
	b.wait(10*time.Second, js)
	b.t.Logf("%s was there after %v", what, time.Since(began).Round(10*time.Millisecond))
}

// shows is JavaScript that is true when root shows text.
func shows(root, text string) string {
	return fmt.Sprintf(`[...document.querySelectorAll(%q)].some((e) => e.checkVisibility() && e.innerText.includes(%q))`, root, text)
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

// early runs js before the scripts of each page to come.
func (b *tab) early(js string) {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: "{" + js + "}"}); err != nil {
		b.t.Fatal(err)
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

// states makes each page to come note what state of a talk it shows, for [tab.reaches].
func (b *tab) states() {
	b.t.Helper()
	b.early(`window.states = []; window.reached = 0
		new MutationObserver(() => {
			const s = document.body?.dataset.state
			if (s && states.at(-1) !== s) states.push(s)
		}).observe(document, {subtree: true, childList: true, attributeFilter: ['data-state']})`)
}

// reaches waits until the talk's page shows s, or has done so since the state
// that was reached before it: on a busy machine one may be over before it is asked.
func (b *tab) reaches(s string, longest time.Duration) {
	b.t.Helper()
	b.wait(longest, fmt.Sprintf(`window.states?.includes(%[1]q, reached) && (reached = states.indexOf(%[1]q, reached), true)`, s))
}

func (b *tab) wait(longest time.Duration, js string) {
	b.t.Helper()
	for end := time.Now().Add(longest); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		// a page that is being left cannot answer
		if ok, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](`!!(`+js+`)`, chromedp.EvalAwaitPromise)); err == nil && ok {
			return
		}
	}
	b.shot("never-came")
	b.t.Fatalf("never came: %s\nstate %q, text:\n%s", js,
		eval[string](b, `document.body.dataset.state ?? ''`), eval[string](b, `document.body.innerText`))
}

func (b *tab) shot(name string) {
	b.t.Helper()
	dir := os.Getenv("STILLPOINT_SHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644); err != nil {
		b.t.Fatal(err)
	}
}
