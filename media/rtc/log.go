package rtc

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/pion/logging"
)

// pionLog passes on pion's warnings and errors, at level debug: most are
// about single packets, and what ends a connection shows in its state.
type pionLog struct{ log *slog.Logger }

func (l pionLog) NewLogger(scope string) logging.LeveledLogger {
	return pionScope{l.log.With("pion", scope)}
}

type pionScope struct{ log *slog.Logger }

func (pionScope) Trace(string)          {}
func (pionScope) Tracef(string, ...any) {}
func (pionScope) Debug(string)          {}
func (pionScope) Debugf(string, ...any) {}
func (pionScope) Info(string)           {}
func (pionScope) Infof(string, ...any)  {}

func (s pionScope) Warn(msg string)                   { s.log.Debug(msg) }
func (s pionScope) Warnf(format string, args ...any)  { s.printf(format, args) }
func (s pionScope) Error(msg string)                  { s.log.Debug(msg) }
func (s pionScope) Errorf(format string, args ...any) { s.printf(format, args) }

func (s pionScope) printf(format string, args []any) {
	if s.log.Enabled(context.Background(), slog.LevelDebug) {
		s.log.Debug(fmt.Sprintf(format, args...))
	}
}
